package com.eventbuspro.transform.source;

import com.eventbuspro.model.schema.EventSchema;
import java.io.Serializable;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The schema versions of an event type, as text, so that they can travel to where Flink needs them.
 *
 * @param documents JSON Schema by version
 */
record SchemaTexts(SortedMap<Integer, String> documents) implements Serializable {
  private static final long serialVersionUID = 1L;

  SchemaTexts {
    documents = new TreeMap<>(documents);
  }

  static SchemaTexts of(List<EventSchema> versions) {
    SortedMap<Integer, String> documents = new TreeMap<>();
    versions.forEach(version -> documents.put(version.version(), version.document()));
    return new SchemaTexts(documents);
  }

  List<EventSchema> parse() {
    return documents.entrySet().stream()
        .map(version -> EventSchema.parse(version.getKey(), version.getValue()))
        .toList();
  }
}
