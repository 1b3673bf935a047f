package com.eventbuspro.benchmarks;

import com.eventbuspro.model.schema.EventSchema;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Events as the bytes that a stream would hold, over and over. */
enum Sample {
  /** Five flat properties, some 110 bytes. */
  FLIGHTS("flights.ndjson", "departed_at", 1),
  /** Nested, 32 leaves of which many are null, some 700 bytes. */
  QUAKES("earthquakes.ndjson", null, 4),
  /** Sixty flat properties of four types, some 1,300 bytes; made up. */
  WIDE(null, "t0", 8);

  static final String SHARD = "shardId-000000000000";
  static final Instant ARRIVAL = Instant.parse("2026-11-22T12:00:00Z");

  private final @Nullable String timeProperty;
  private final int heaviness;
  private final byte[][] lines;

  Sample(@Nullable String file, @Nullable String timeProperty, int heaviness) {
    this.timeProperty = timeProperty;
    this.heaviness = heaviness;
    this.lines = file == null ? WideEvents.lines() : read(Path.of("samples", file));
  }

  /** Its name in the lake. */
  String title() {
    return name().toLowerCase(Locale.ROOT);
  }

  byte[] record(long i) {
    return lines[(int) (i % lines.length)];
  }

  /** How many to write for a run that takes about as long as one of so many flights. */
  long count(long flights) {
    return flights / heaviness;
  }

  /** What names the event time, or null. */
  @Nullable String timeProperty() {
    return timeProperty;
  }

  EventSchema schema() {
    return EventSchema.parse(
        1, this == WIDE ? WideEvents.schema() : resource(title() + ".schema.json"));
  }

  /** A sequence number as Kinesis gives them: 56 digits, increasing. */
  static String sequence(long i) {
    String digits = Long.toString(i);
    return "49650000000000000000000000000000000000000000000000000000"
            .substring(0, 56 - digits.length())
        + digits;
  }

  private static byte[][] read(Path file) {
    try {
      return Files.readAllLines(file).stream()
          .map(line -> line.getBytes(StandardCharsets.UTF_8))
          .toArray(byte[][]::new);
    } catch (IOException e) {
      throw new UncheckedIOException("Run this in the root of the checkout", e);
    }
  }

  private static String resource(String name) {
    try (InputStream in = Sample.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
