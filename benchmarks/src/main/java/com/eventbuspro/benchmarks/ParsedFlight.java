package com.eventbuspro.benchmarks;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** A flight as somebody parses it who knows its five properties and checks nothing. */
record ParsedFlight(
    @Nullable Instant departedAt,
    @Nullable String origin,
    @Nullable String destination,
    long distanceMiles,
    long delayMinutes) {

  static ParsedFlight parse(JsonFactory json, byte[] bytes) {
    Instant departedAt = null;
    String origin = null;
    String destination = null;
    long distanceMiles = 0;
    long delayMinutes = 0;
    try (JsonParser parser = json.createParser(ObjectReadContext.empty(), bytes)) {
      parser.nextToken();
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String name = parser.currentName();
        parser.nextToken();
        switch (name) {
          case "departed_at" -> departedAt = Instant.parse(parser.getString());
          case "origin" -> origin = parser.getString();
          case "destination" -> destination = parser.getString();
          case "distance_miles" -> distanceMiles = parser.getLongValue();
          case "delay_minutes" -> delayMinutes = parser.getLongValue();
          default -> parser.skipChildren();
        }
      }
    }
    return new ParsedFlight(departedAt, origin, destination, distanceMiles, delayMinutes);
  }

  /** The value of a column of the lake table. */
  @Nullable Object column(String name, String sequence) {
    return switch (name) {
      case "departed_at", "_time" -> departedAt;
      case "origin" -> origin;
      case "destination" -> destination;
      case "distance_miles" -> distanceMiles;
      case "delay_minutes" -> delayMinutes;
      case "_id" -> Flights.SHARD + ":" + sequence;
      case "_schema_version" -> 1;
      case "_ingested_at" -> Flights.ARRIVAL;
      case "_shard" -> Flights.SHARD;
      case "_sequence" -> sequence;
      case "_source", "_extra" -> null;
      default -> throw new IllegalArgumentException("The table has a column " + name);
    };
  }
}
