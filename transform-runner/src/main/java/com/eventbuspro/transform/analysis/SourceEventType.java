package com.eventbuspro.transform.analysis;

import com.eventbuspro.lake.table.Envelope;
import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.model.schema.EventSchema;
import com.eventbuspro.model.schema.Field;
import com.eventbuspro.model.schema.FieldType;
import com.eventbuspro.transform.sql.EventTypeTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An event type that SQL may read.
 *
 * @param name the event type
 * @param versions its schema versions, oldest first; at least one
 * @param timeProperty the property that holds the event time, or null
 * @param outOfOrderness how much later than others an event may arrive and still count
 */
public record SourceEventType(
    EventTypeName name,
    List<EventSchema> versions,
    @Nullable String timeProperty,
    Duration outOfOrderness) {
  public SourceEventType {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(outOfOrderness, "outOfOrderness");
    versions = versions.stream().sorted(Comparator.comparingInt(EventSchema::version)).toList();
    if (versions.isEmpty()) {
      throw new IllegalArgumentException(name + " has no schema");
    }
  }

  /** It as SQL sees it. */
  public EventTypeTable table() {
    return EventTypeTable.of(name, versions, outOfOrderness);
  }

  /** It, were this its newest schema version. */
  SourceEventType with(EventSchema next) {
    List<EventSchema> all = new ArrayList<>(versions);
    all.add(next);
    return new SourceEventType(name, all, timeProperty, outOfOrderness);
  }

  int nextVersion() {
    return versions.get(versions.size() - 1).version() + 1;
  }

  /**
   * The columns that hold personal data, in whole or in part. Of a column that several versions
   * have, the newest decides. What is undeclared is personal if anything is: a property that is
   * sent by two of its names is kept there once.
   */
  public Set<String> personalColumns() {
    Map<String, Boolean> personal = new HashMap<>();
    for (EventSchema version : versions) {
      version.root().fields().forEach(field -> personal.put(field.name(), isPersonal(field)));
    }
    Set<String> columns = new HashSet<>();
    personal.forEach(
        (column, is) -> {
          if (is) {
            columns.add(column);
          }
        });
    if (!columns.isEmpty()) {
      columns.add(Envelope.EXTRA);
    }
    return Set.copyOf(columns);
  }

  private static boolean isPersonal(Field field) {
    return field.pii() || isPersonal(field.type());
  }

  private static boolean isPersonal(FieldType type) {
    if (type instanceof FieldType.ListOf list) {
      return isPersonal(list.element());
    }
    if (type instanceof FieldType.MapOf map) {
      return isPersonal(map.value());
    }
    return type instanceof FieldType.Struct struct
        && struct.fields().stream().anyMatch(SourceEventType::isPersonal);
  }
}
