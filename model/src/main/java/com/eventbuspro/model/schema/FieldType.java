package com.eventbuspro.model.schema;

import java.util.List;
import java.util.Objects;

/** The type of a value, in words that JSON Schema, Iceberg and Flink SQL all know. */
public sealed interface FieldType {
  /**
   * Whether a column of this type can grow to another, with its rows as they are: Iceberg's type
   * promotions, and no others. Not to itself.
   */
  default boolean widensTo(FieldType other) {
    if (this instanceof Decimal narrow && other instanceof Decimal wide) {
      return narrow.scale() == wide.scale() && narrow.precision() < wide.precision();
    }
    return (this == Primitive.INT && other == Primitive.LONG)
        || (this == Primitive.FLOAT && other == Primitive.DOUBLE);
  }

  /** The types without parts. */
  enum Primitive implements FieldType {
    BOOLEAN,
    /** {@code integer} that fits 32 bits ({@code format: int32}, or bounds that say so). */
    INT,
    /** {@code integer}, 64 bits. */
    LONG,
    /** {@code number} with {@code format: float}. */
    FLOAT,
    /** {@code number}. */
    DOUBLE,
    STRING,
    /** {@code string} with {@code format: date-time}: an instant, microseconds kept. */
    TIMESTAMP,
    /** {@code string} with {@code format: date}. */
    DATE,
    /**
     * {@code string} with {@code format: time}: a time of day without offset, microseconds kept.
     */
    TIME,
    /** {@code string} with {@code format: uuid}. */
    UUID,
    /** {@code string} with {@code format: byte}: base64. */
    BINARY
  }

  /**
   * {@code number} or {@code string} with {@code format: decimal} and {@code x-precision}, {@code
   * x-scale}.
   *
   * @param precision digits in all, 1 to 38
   * @param scale digits after the point, 0 to precision
   */
  record Decimal(int precision, int scale) implements FieldType {
    public Decimal {
      if (precision < 1 || precision > 38 || scale < 0 || scale > precision) {
        throw new IllegalArgumentException(
            "Not a decimal: precision " + precision + ", scale " + scale);
      }
    }
  }

  /**
   * {@code array}.
   *
   * @param element the type of every element
   * @param elementNullable whether an element may be null
   */
  record ListOf(FieldType element, boolean elementNullable) implements FieldType {
    public ListOf {
      Objects.requireNonNull(element, "element");
    }
  }

  /**
   * {@code object} with {@code additionalProperties: {…}} and no properties: a map from text.
   *
   * @param value the type of every value
   * @param valueNullable whether a value may be null
   */
  record MapOf(FieldType value, boolean valueNullable) implements FieldType {
    public MapOf {
      Objects.requireNonNull(value, "value");
    }
  }

  /**
   * {@code object} with {@code properties}.
   *
   * @param fields the properties, in the order of the schema; names are distinct
   */
  record Struct(List<Field> fields) implements FieldType {
    public Struct {
      fields = List.copyOf(fields);
      if (fields.stream().map(Field::name).distinct().count() != fields.size()) {
        throw new IllegalArgumentException("A struct's field names must be distinct");
      }
    }
  }
}
