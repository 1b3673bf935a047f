package com.eventbuspro.platform.console;

import com.eventbuspro.platform.pipeline.DestinationSpec;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where a pipeline's result goes, as it is shown.
 *
 * @param kind {@code event_type}, {@code lake_table} or {@code webhook}
 * @param label the kind in words
 * @param name the event type, the table or the address
 * @param key the columns that tell the rows of a table apart
 * @param link the page about it, if there is one
 */
record DestinationView(
    String kind, String label, String name, List<String> key, @Nullable String link) {
  DestinationView {
    key = List.copyOf(key);
  }

  static DestinationView of(DestinationSpec spec) {
    String kind = Objects.requireNonNullElse(spec.type(), "");
    String name = Objects.requireNonNullElse(spec.name(), "");
    return switch (kind) {
      case "event_type" ->
          new DestinationView(kind, "Event type", name, List.of(), "/event-types/" + name);
      case "lake_table" ->
          new DestinationView(
              kind, "Lake table", name, spec.key() == null ? List.of() : spec.key(), null);
      default ->
          new DestinationView(
              kind, "Webhook", Objects.requireNonNullElse(spec.url(), ""), List.of(), null);
    };
  }

  /** The namespace of a table. */
  public String namespace() {
    return name.contains(".") ? name.substring(0, name.indexOf('.')) : "";
  }
}
