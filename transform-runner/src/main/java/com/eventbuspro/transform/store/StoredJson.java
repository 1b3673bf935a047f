package com.eventbuspro.transform.store;

import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.model.pipeline.PipelineFigures;
import com.eventbuspro.transform.job.Origin;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** What is kept as JSON, names in snake_case. */
final class StoredJson {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();

  private StoredJson() {}

  static String write(Object value) {
    return MAPPER.writeValueAsString(value);
  }

  /** Nothing if it is none of ours, or of a time when it was another. */
  static Optional<PipelineFigures> figures(String text) {
    try {
      return Optional.of(MAPPER.readValue(text, PipelineFigures.class));
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  static String origins(Map<EventTypeName, Origin> origins) {
    Map<String, Origin> named = new TreeMap<>();
    origins.forEach((name, origin) -> named.put(name.toString(), origin));
    return write(named);
  }

  static Map<EventTypeName, Origin> origins(String text) {
    Map<EventTypeName, Origin> origins = new HashMap<>();
    MAPPER
        .readValue(text, new TypeReference<Map<String, Origin>>() {})
        .forEach((name, origin) -> origins.put(EventTypeName.parse(name), origin));
    return origins;
  }
}
