package com.eventbuspro.model.event;

import com.eventbuspro.model.InvalidInputException;
import com.eventbuspro.model.Texts;
import com.eventbuspro.model.Violation;
import com.eventbuspro.model.schema.EventSchema;
import com.eventbuspro.model.schema.Field;
import com.eventbuspro.model.schema.FieldType;
import com.eventbuspro.model.schema.Instants;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the event time stands among the values of one schema version. */
record TimeRule(int position, boolean dateOnly) {
  private static final long MICROS_PER_DAY = 86_400L * Instants.MICROS_PER_SECOND;
  static final TimeRule NONE = new TimeRule(-1, false);

  /** The event time that the values hold, or {@link Instants#INVALID} when they hold none. */
  long micros(@Nullable Object[] values) {
    Object value = position < 0 ? null : values[position];
    if (value == null) {
      return Instants.INVALID;
    }
    return dateOnly ? ((Integer) value) * MICROS_PER_DAY : (Long) value;
  }

  /** The rule for a version that calls the property by a name, or does not have it (null). */
  static TimeRule of(EventSchema schema, @Nullable String name) {
    List<Field> fields = schema.root().fields();
    for (int i = 0; i < fields.size(); i++) {
      if (fields.get(i).name().equals(name) && isTime(fields.get(i).type())) {
        return new TimeRule(i, fields.get(i).type() == FieldType.Primitive.DATE);
      }
    }
    return NONE;
  }

  static void check(EventSchema schema, String property) {
    for (Field field : schema.root().fields()) {
      if (field.name().equals(property)) {
        if (isTime(field.type())) {
          return;
        }
        throw refused(
            "The property '" + Texts.abbreviate(property) + "' is not a date-time or a date");
      }
    }
    throw refused("The schema has no top-level property '" + Texts.abbreviate(property) + "'");
  }

  private static InvalidInputException refused(String message) {
    return new InvalidInputException(
        Violation.of(
            "/time_property",
            "INVALID_TIME_PROPERTY",
            message,
            "Name a top-level property of type string with format date-time or date, or leave it"
                + " out: then the CloudEvents time counts, else the arrival"));
  }

  private static boolean isTime(FieldType type) {
    return type == FieldType.Primitive.TIMESTAMP || type == FieldType.Primitive.DATE;
  }
}
