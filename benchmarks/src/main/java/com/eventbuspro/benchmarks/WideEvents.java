package com.eventbuspro.benchmarks;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Events of sixty properties: texts of few and of many values, counts, measures, times. */
final class WideEvents {
  private static final int LINES = 20_000;
  private static final int OF_EACH_KIND = 15;
  private static final Instant NEWEST = Instant.parse("2026-11-22T12:00:00Z");

  private WideEvents() {}

  static String schema() {
    List<String> properties = new ArrayList<>();
    for (int i = 0; i < OF_EACH_KIND; i++) {
      properties.add("\"s%d\":{\"type\":\"string\"}".formatted(i));
      properties.add("\"n%d\":{\"type\":\"integer\"}".formatted(i));
      properties.add("\"d%d\":{\"type\":\"number\"}".formatted(i));
      properties.add("\"t%d\":{\"type\":\"string\",\"format\":\"date-time\"}".formatted(i));
    }
    return "{\"type\":\"object\",\"properties\":{" + String.join(",", properties) + "}}";
  }

  static byte[][] lines() {
    Random random = new Random(60);
    byte[][] lines = new byte[LINES][];
    for (int line = 0; line < LINES; line++) {
      lines[line] = event(random, line).getBytes(StandardCharsets.UTF_8);
    }
    return lines;
  }

  private static String event(Random random, int line) {
    Instant base = NEWEST.minusSeconds(line);
    List<String> values = new ArrayList<>();
    for (int i = 0; i < OF_EACH_KIND; i++) {
      // From two values to nearly as many as there are events.
      values.add("\"s%d\":\"value %d\"".formatted(i, random.nextInt(2 << i)));
      values.add("\"n%d\":%d".formatted(i, random.nextInt(1 << (i * 2 + 1))));
      values.add("\"d%d\":%s".formatted(i, random.nextInt(1_000_000) / 100.0));
      values.add("\"t%d\":\"%s\"".formatted(i, base.minusMillis(random.nextInt(100_000))));
    }
    return "{" + String.join(",", values) + "}";
  }
}
