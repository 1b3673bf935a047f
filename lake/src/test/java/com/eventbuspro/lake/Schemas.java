package com.eventbuspro.lake;

import com.eventbuspro.model.schema.EventSchema;
import com.eventbuspro.model.schema.Field;
import com.eventbuspro.model.schema.FieldType;
import java.util.List;
import java.util.Map;

/** Short ways to say schemas. */
public final class Schemas {
  private Schemas() {}

  public static EventSchema version(int version, Field... fields) {
    return new EventSchema(version, "{}", struct(fields), Map.of());
  }

  public static FieldType.Struct struct(Field... fields) {
    return new FieldType.Struct(List.of(fields));
  }

  public static Field required(String name, FieldType type) {
    return new Field(name, type, true, "", false, List.of());
  }

  public static Field optional(String name, FieldType type, String... aliases) {
    return new Field(name, type, false, "", false, List.of(aliases));
  }
}
