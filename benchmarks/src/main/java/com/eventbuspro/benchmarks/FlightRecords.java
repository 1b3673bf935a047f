package com.eventbuspro.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The sample flights as the bytes that a stream would hold, over and over. */
final class FlightRecords {
  static final String NAME = "aviation.flight_departed";

  static final String SCHEMA =
      """
      {"type":"object","properties":{
        "departed_at":{"type":"string","format":"date-time"},
        "origin":{"type":"string"},
        "destination":{"type":"string"},
        "distance_miles":{"type":"integer"},
        "delay_minutes":{"type":"integer"}},
       "required":["departed_at","origin","destination","distance_miles","delay_minutes"]}""";

  private final List<byte[]> lines;

  FlightRecords() {
    try {
      lines =
          Files.readAllLines(Path.of("samples", "flights.ndjson")).stream()
              .map(line -> line.getBytes(StandardCharsets.UTF_8))
              .toList();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException("Run this in the root of the checkout", e);
    }
  }

  byte[] get(long i) {
    return lines.get((int) (i % lines.size()));
  }

  /** A sequence number as Kinesis gives them: 56 digits, increasing. */
  static String sequence(long i) {
    return "49650000000000000000000000000000000000%018d".formatted(i);
  }
}
