package com.eventbuspro.model.schema;

import com.eventbuspro.model.Texts;
import com.eventbuspro.model.schema.Constraints.Bound;
import com.eventbuspro.model.schema.FieldType.Primitive;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The keywords that narrow a type: range, size, pattern, enumeration. */
final class ConstraintReader {
  private static final Set<String> OF_TEXT = Set.of("minLength", "maxLength", "pattern");

  private final Problems problems;

  ConstraintReader(Problems problems) {
    this.problems = problems;
  }

  Constraints read(JsonNode schema, TypeKeyword type, FieldType column, String pointer) {
    boolean plainText = column == Primitive.STRING;
    if (!plainText && type.name().equals("string")) {
      refuseTextKeywords(schema, pointer);
    }
    EnumReader.Values values = new EnumReader(problems).read(schema, type, column, pointer);
    Bound minimum = bound(schema, pointer, "minimum", "exclusiveMinimum", 1);
    Bound maximum = bound(schema, pointer, "maximum", "exclusiveMaximum", -1);
    int minSize = size(schema, pointer, List.of("minLength", "minItems", "minProperties"), 0);
    int maxSize =
        size(schema, pointer, List.of("maxLength", "maxItems", "maxProperties"), Integer.MAX_VALUE);
    checkSomethingFits(minimum, maximum, minSize, maxSize, pointer);
    return new Constraints(
        type.nullable() && values.nullAllowed(),
        false,
        column instanceof FieldType.Decimal && type.name().equals("string"),
        values.allowed(),
        minimum,
        maximum,
        multipleOf(schema, pointer),
        minSize,
        maxSize,
        plainText ? pattern(schema, pointer) : null,
        unique(schema, column, pointer));
  }

  private void refuseTextKeywords(JsonNode schema, String pointer) {
    for (String keyword : OF_TEXT) {
      if (schema.has(keyword)) {
        problems.add(
            Pointers.child(pointer, keyword),
            SchemaFault.MISPLACED_KEYWORD,
            "'" + keyword + "' is not checked for a string whose format is a type of its own",
            "Remove it; the format says what is valid");
      }
    }
  }

  private void checkSomethingFits(
      @Nullable Bound minimum, @Nullable Bound maximum, int minSize, int maxSize, String pointer) {
    boolean emptyRange = false;
    if (minimum != null && maximum != null) {
      int order = minimum.value().compareTo(maximum.value());
      emptyRange = order > 0 || (order == 0 && !(minimum.inclusive() && maximum.inclusive()));
    }
    if (emptyRange || minSize > maxSize) {
      problems.add(
          pointer,
          SchemaFault.NOTHING_FITS,
          "No value lies within the limits: the lower one is above the upper one",
          "Correct the limits");
    }
  }

  /** The stricter of an inclusive and an exclusive bound; {@code side} is 1 for a lower one. */
  private @Nullable Bound bound(
      JsonNode schema, String pointer, String inclusive, String exclusive, int side) {
    BigDecimal in = number(schema, pointer, inclusive);
    BigDecimal out = number(schema, pointer, exclusive);
    if (in == null) {
      return out == null ? null : new Bound(out, false);
    }
    return out != null && out.compareTo(in) * side >= 0
        ? new Bound(out, false)
        : new Bound(in, true);
  }

  private @Nullable BigDecimal multipleOf(JsonNode schema, String pointer) {
    BigDecimal step = number(schema, pointer, "multipleOf");
    if (step != null && step.signum() <= 0) {
      malformed(pointer, "multipleOf", "a number above 0");
      return null;
    }
    return step;
  }

  private @Nullable BigDecimal number(JsonNode schema, String pointer, String keyword) {
    JsonNode value = schema.get(keyword);
    if (value == null) {
      return null;
    }
    if (!value.isNumber() || Math.abs((long) value.decimalValue().scale()) > 400) {
      malformed(pointer, keyword, "a number within ±1e400");
      return null;
    }
    return value.decimalValue();
  }

  private int size(JsonNode schema, String pointer, List<String> keywords, int absent) {
    int size = absent;
    for (String keyword : keywords) {
      BigDecimal value = number(schema, pointer, keyword);
      if (value != null && (value.signum() < 0 || value.stripTrailingZeros().scale() > 0)) {
        malformed(pointer, keyword, "a whole number, 0 or more");
      } else if (value != null) {
        size = value.min(BigDecimal.valueOf(Integer.MAX_VALUE)).intValue();
      }
    }
    return size;
  }

  private @Nullable SafePattern pattern(JsonNode schema, String pointer) {
    JsonNode pattern = schema.get("pattern");
    if (pattern == null) {
      return null;
    }
    if (!pattern.isString()) {
      malformed(pointer, "pattern", "a string");
      return null;
    }
    try {
      return SafePattern.compile(pattern.stringValue());
    } catch (IllegalArgumentException e) {
      problems.add(
          Pointers.child(pointer, "pattern"),
          SchemaFault.INVALID_PATTERN,
          String.valueOf(e.getMessage()),
          "Use a plain regular expression such as ^[A-Z]{3}$");
      return null;
    }
  }

  private boolean unique(JsonNode schema, FieldType column, String pointer) {
    JsonNode unique = schema.path("uniqueItems");
    if (!unique.isMissingNode() && !unique.isBoolean()) {
      malformed(pointer, "uniqueItems", "true or false");
    }
    boolean wanted = unique.booleanValue(false);
    if (wanted && column instanceof FieldType.ListOf list && !isScalar(list.element())) {
      problems.add(
          Pointers.child(pointer, "uniqueItems"),
          SchemaFault.UNSUPPORTED_KEYWORD,
          "'uniqueItems' is checked for arrays of plain values only",
          "Remove it");
    }
    return wanted;
  }

  private static boolean isScalar(FieldType type) {
    return type instanceof FieldType.Decimal
        || (type instanceof Primitive && type != Primitive.BINARY);
  }

  private void malformed(String pointer, String keyword, String what) {
    problems.add(
        Pointers.child(pointer, keyword),
        SchemaFault.MALFORMED_SCHEMA,
        "'" + Texts.abbreviate(keyword) + "' is " + what,
        "Correct or remove it");
  }
}
