package com.eventbuspro.transform.analysis;

import com.eventbuspro.lake.table.Envelope;
import com.eventbuspro.model.InvalidInputException;
import com.eventbuspro.model.schema.EventSchema;
import com.eventbuspro.transform.analysis.DerivedType.UnsupportedTypeException;
import com.eventbuspro.transform.sql.Transform;
import com.eventbuspro.transform.sql.Transform.OutputColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The schema of the event type that a result would make. The columns {@code _id} and {@code _time}
 * are the event's own id and time, not properties.
 *
 * @param document JSON Schema; null if the result cannot be an event type
 * @param timeProperty the property that tells when it happened; null if {@code _time} does, or none
 * @param faults why it cannot be an event type
 */
record DerivedSchema(
    @Nullable ObjectNode document, @Nullable String timeProperty, List<DestinationFault> faults) {
  private static final Set<String> ENVELOPE = Set.of(Envelope.ID, Envelope.TIME);

  /** What windows call their times, the one fit best to date what they bring forth first. */
  private static final List<String> WINDOW_TIMES =
      List.of("window_time", "window_end", "window_start");

  DerivedSchema {
    faults = List.copyOf(faults);
  }

  /**
   * Derives it.
   *
   * @param isPersonal whether a column of the result holds personal data
   * @param isTime whether a column of the result comes from what is the time of an event read
   */
  static DerivedSchema of(
      Transform transform, Predicate<OutputColumn> isPersonal, Predicate<OutputColumn> isTime) {
    List<DestinationFault> faults = new ArrayList<>();
    ObjectNode document = JsonNodeFactory.instance.objectNode().put("type", "object");
    ObjectNode properties = document.putObject("properties");
    List<String> required = new ArrayList<>();
    for (OutputColumn column : transform.columns()) {
      if (ENVELOPE.contains(column.name())) {
        checkEnvelope(column, faults);
        continue;
      }
      ObjectNode property = property(column, faults);
      if (property != null) {
        if (isPersonal.test(column)) {
          property.put("x-pii", true);
        }
        properties.set(column.name(), property);
        if (!column.nullable()) {
          required.add(column.name());
        }
      }
    }
    if (!required.isEmpty()) {
      required.forEach(document.putArray("required")::add);
    }
    if (faults.isEmpty()) {
      check(document, faults);
    }
    return new DerivedSchema(
        faults.isEmpty() ? document : null, timeProperty(transform.columns(), isTime), faults);
  }

  private static void checkEnvelope(OutputColumn column, List<DestinationFault> faults) {
    boolean fits =
        column.name().equals(Envelope.ID)
            ? column.type().startsWith("STRING") || column.type().contains("CHAR(")
            : column.type().startsWith("TIMESTAMP");
    if (!fits) {
      faults.add(
          new DestinationFault(
              DestinationFault.Code.COLUMN_TYPE,
              "The column '"
                  + column.name()
                  + "' is the event's own "
                  + (column.name().equals(Envelope.ID) ? "id, a text" : "time, a timestamp")
                  + ", and here it is "
                  + column.type(),
              "CAST it, or name it otherwise with AS"));
    }
  }

  private static @Nullable ObjectNode property(OutputColumn column, List<DestinationFault> faults) {
    String name = column.name();
    if (name.startsWith("_") || name.equalsIgnoreCase("specversion")) {
      faults.add(
          new DestinationFault(
              DestinationFault.Code.COLUMN_NAME,
              "An event has no property '" + name + "': such names are kept for the envelope",
              "Leave the column out, or name it otherwise with AS; _id and _time may stay, they"
                  + " become the event's own"));
      return null;
    }
    try {
      return DerivedType.schema(column.logicalType());
    } catch (UnsupportedTypeException e) {
      faults.add(
          new DestinationFault(
              DestinationFault.Code.COLUMN_TYPE,
              "The column '" + name + "' is of type " + e.type() + ", which no event can carry",
              e.advice()));
      return null;
    }
  }

  /** By the very rules by which event types are registered. */
  private static void check(ObjectNode document, List<DestinationFault> faults) {
    try {
      EventSchema.parse(1, document.toString());
    } catch (InvalidInputException e) {
      e.violations()
          .forEach(
              violation ->
                  faults.add(
                      new DestinationFault(
                          DestinationFault.Code.SCHEMA,
                          violation.message() + " (at " + violation.pointer() + ")",
                          violation.suggestion() == null
                              ? "Choose and name the columns otherwise"
                              : violation.suggestion())));
    }
  }

  private static @Nullable String timeProperty(
      List<OutputColumn> columns, Predicate<OutputColumn> isTime) {
    if (columns.stream().anyMatch(column -> column.name().equals(Envelope.TIME))) {
      return null;
    }
    for (OutputColumn column : columns) {
      if (column.isEventTime() && !column.name().startsWith("_")) {
        return column.name();
      }
    }
    for (OutputColumn column : columns) {
      if (isTime.test(column) && isTimeType(column) && !column.name().startsWith("_")) {
        return column.name();
      }
    }
    for (String name : WINDOW_TIMES) {
      for (OutputColumn column : columns) {
        if (column.name().equals(name) && isTimeType(column)) {
          return name;
        }
      }
    }
    return null;
  }

  private static boolean isTimeType(OutputColumn column) {
    return column.type().startsWith("TIMESTAMP") || column.type().equals("DATE");
  }
}
