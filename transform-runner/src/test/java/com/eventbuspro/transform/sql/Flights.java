package com.eventbuspro.transform.sql;

import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.model.schema.EventSchema;
import java.time.Duration;
import java.util.List;

/** Two event types for tests of SQL. */
final class Flights {
  static final EventTypeName DEPARTED = EventTypeName.parse("aviation.flight_departed");
  static final EventTypeName WEATHER = EventTypeName.parse("weather.wind_measured");

  private static final String DEPARTED_SCHEMA =
      """
      {"type": "object", "required": ["departed_at", "origin"], "properties": {
        "departed_at": {"type": "string", "format": "date-time"},
        "origin": {"type": "string"},
        "destination": {"type": "string"},
        "delay_minutes": {"type": "integer"},
        "date": {"type": "string", "format": "date"},
        "fare": {"type": "number", "format": "decimal", "x-precision": 10, "x-scale": 2},
        "legs": {"type": "array", "items": {"type": "object", "properties": {
          "gate": {"type": "string"}, "taxi_minutes": {"type": "integer", "format": "int32"}}}},
        "tags": {"type": "object", "additionalProperties": {"type": "string"}}}}
      """;

  private static final String WEATHER_SCHEMA =
      """
      {"type": "object", "required": ["airport"], "properties": {
        "airport": {"type": "string"},
        "knots": {"type": "number"}}}
      """;

  static final EventTypes TABLES =
      EventTypes.of(List.of(table(DEPARTED, DEPARTED_SCHEMA), table(WEATHER, WEATHER_SCHEMA)));

  private Flights() {}

  private static EventTypeTable table(EventTypeName name, String schema) {
    return EventTypeTable.of(name, List.of(EventSchema.parse(1, schema)), Duration.ofSeconds(5));
  }
}
