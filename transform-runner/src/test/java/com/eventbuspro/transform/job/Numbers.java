package com.eventbuspro.transform.job;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Events that are numbers, each ten seconds of event time after the one before. */
final class Numbers {
  static final String SCHEMA =
      """
      {"type": "object", "required": ["number", "at"], "properties": {
        "number": {"type": "integer"}, "at": {"type": "string", "format": "date-time"},
        "place": {"type": "string"}, "token": {"type": "string", "format": "uuid"}}}
      """;
  static final Instant FIRST = Instant.parse("2001-01-01T00:00:00Z");

  private Numbers() {}

  static List<String> events(int from, int to) {
    List<String> events = new ArrayList<>();
    for (int number = from; number < to; number++) {
      events.add(
          "{\"number\": %d, \"at\": \"%s\", \"place\": \"%s\"}"
              .formatted(number, FIRST.plusSeconds(number * 10L), place(number)));
    }
    return events;
  }

  private static String place(int number) {
    return number % 3 == 0 ? "a" : "b";
  }

  /** Them as rows of a column. */
  static List<String> rows(int from, int to) {
    return IntStream.range(from, to).mapToObj(String::valueOf).sorted().toList();
  }

  /** What windows of ten minutes over the numbers must be, as far as they are closed. */
  static List<String> windows(int numbers) {
    Map<String, long[]> windows = new TreeMap<>();
    for (int number = 0; number < numbers; number++) {
      String key = FIRST.plusSeconds(number / 60 * 600L) + "|" + place(number);
      long[] sums = windows.computeIfAbsent(key, k -> new long[2]);
      sums[0]++;
      sums[1] += number;
    }
    Instant open = FIRST.plusSeconds((numbers - 1) / 60 * 600L);
    return windows.entrySet().stream()
        .filter(window -> !window.getKey().startsWith(open.toString()))
        .map(
            window ->
                window.getKey().replace(":00Z|", "|")
                    + "|"
                    + window.getValue()[0]
                    + "|"
                    + window.getValue()[1])
        .sorted()
        .toList();
  }
}
