package com.eventbuspro.model.schema;

import com.eventbuspro.model.InvalidInputException;
import com.eventbuspro.model.Violation;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What was seen at one place in all the samples. */
final class SampleShape {

  /** The kinds of values that cannot share a column, but for the two kinds of numbers. */
  enum Kind {
    BOOLEAN,
    INTEGER,
    NUMBER,
    STRING,
    OBJECT,
    ARRAY
  }

  /** The formats that are looked for in strings, the most telling first. */
  enum Guess {
    DATE_TIME("date-time", t -> Formats.timestamp(t, 0, t.length) != null),
    DATE("date", t -> Formats.date(t, 0, t.length) != null),
    UUID("uuid", t -> Formats.uuid(t, 0, t.length) != null);

    private final String format;
    private final Predicate<char[]> test;

    Guess(String format, Predicate<char[]> test) {
      this.format = format;
      this.test = test;
    }

    String format() {
      return format;
    }
  }

  /** How many different places are remembered; far more than a schema may have. */
  static final class Budget {
    private static final int MAX_PLACES = 4_000;
    private int left = MAX_PLACES;

    void spend() {
      if (--left < 0) {
        throw new InvalidInputException(
            Violation.of(
                "",
                SchemaFault.SCHEMA_TOO_LARGE.name(),
                "The samples have more than " + MAX_PLACES + " different properties",
                "If property names are data (ids, dates), send them as values of a list instead"));
      }
    }
  }

  private final Budget budget;
  private final Set<Kind> kinds = EnumSet.noneOf(Kind.class);
  private final Set<Guess> guesses = EnumSet.allOf(Guess.class);
  private final Map<String, SampleShape> properties = new LinkedHashMap<>();
  private @Nullable SampleShape elements;
  private int values;
  private int nulls;

  SampleShape(Budget budget) {
    this.budget = budget;
    budget.spend();
  }

  void add(JsonNode sample) {
    if (sample.isNull()) {
      nulls++;
      return;
    }
    values++;
    if (sample.isObject()) {
      kinds.add(Kind.OBJECT);
      sample
          .properties()
          .forEach(
              p ->
                  properties
                      .computeIfAbsent(p.getKey(), name -> new SampleShape(budget))
                      .add(p.getValue()));
    } else if (sample.isArray()) {
      kinds.add(Kind.ARRAY);
      SampleShape shape = elements == null ? new SampleShape(budget) : elements;
      elements = shape;
      sample.values().forEach(shape::add);
    } else {
      addScalar(sample);
    }
  }

  private void addScalar(JsonNode sample) {
    if (sample.isString()) {
      kinds.add(Kind.STRING);
      char[] text = sample.stringValue().toCharArray();
      guesses.removeIf(guess -> !guess.test.test(text));
    } else if (sample.isBoolean()) {
      kinds.add(Kind.BOOLEAN);
    } else {
      boolean whole = sample.isIntegralNumber() && sample.canConvertToLong();
      kinds.add(whole ? Kind.INTEGER : Kind.NUMBER);
    }
  }

  /** The kinds seen; only NUMBER when there were both kinds of numbers. */
  Set<Kind> kinds() {
    if (kinds.contains(Kind.NUMBER)) {
      kinds.remove(Kind.INTEGER);
    }
    return kinds;
  }

  /** The format that every string had, or null. */
  @Nullable String format() {
    return guesses.stream().findFirst().map(Guess::format).orElse(null);
  }

  boolean nullable() {
    return nulls > 0;
  }

  /** How many values were seen that are not null. */
  int values() {
    return values;
  }

  Map<String, SampleShape> properties() {
    return properties;
  }

  @Nullable SampleShape elements() {
    return elements;
  }
}
