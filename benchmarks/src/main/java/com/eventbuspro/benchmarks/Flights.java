package com.eventbuspro.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** The sample flights as the bytes that a stream would hold, over and over. */
final class Flights {
  static final String SHARD = "shardId-000000000000";
  static final Instant ARRIVAL = Instant.parse("2026-11-22T12:00:00Z");

  static final String SCHEMA =
      """
      {"type":"object","properties":{
        "departed_at":{"type":"string","format":"date-time"},
        "origin":{"type":"string"},
        "destination":{"type":"string"},
        "distance_miles":{"type":"integer"},
        "delay_minutes":{"type":"integer"}},
       "required":["departed_at","origin","destination","distance_miles","delay_minutes"]}""";

  private static final byte[][] LINES = read();

  private Flights() {}

  private static byte[][] read() {
    try {
      return Files.readAllLines(Path.of("samples", "flights.ndjson")).stream()
          .map(line -> line.getBytes(StandardCharsets.UTF_8))
          .toArray(byte[][]::new);
    } catch (IOException e) {
      throw new UncheckedIOException("Run this in the root of the checkout", e);
    }
  }

  static byte[] record(long i) {
    return LINES[(int) (i % LINES.length)];
  }

  /** A sequence number as Kinesis gives them: 56 digits, increasing. */
  static String sequence(long i) {
    String digits = Long.toString(i);
    return "49650000000000000000000000000000000000000000000000000000"
            .substring(0, 56 - digits.length())
        + digits;
  }
}
