package com.eventbuspro.model.schema;

import java.util.List;
import java.util.Objects;

/**
 * One property of an object, hence one column or nested field of the lake table.
 *
 * @param name the property's name, as in the JSON
 * @param type its type
 * @param required whether every event must carry it, with a value other than null
 * @param description its meaning; empty when not given
 * @param pii whether it holds personal data ({@code x-pii: true})
 * @param aliases former names of this property ({@code x-aliases}), newest first
 */
public record Field(
    String name,
    FieldType type,
    boolean required,
    String description,
    boolean pii,
    List<String> aliases) {

  public Field {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(description, "description");
    aliases = List.copyOf(aliases);
  }
}
