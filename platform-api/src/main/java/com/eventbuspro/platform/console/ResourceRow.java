package com.eventbuspro.platform.console;

import com.eventbuspro.platform.resource.Resource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Something the platform keeps, as it is shown. */
record ResourceRow(
    String kind,
    String name,
    @Nullable String externalId,
    @Nullable String eventType,
    String owner,
    StateView state,
    List<JsonChange> differences,
    @Nullable String observed,
    When modified,
    String next) {

  static ResourceRow of(Resource resource, Instant now) {
    return new ResourceRow(
        kind(resource.kind()),
        resource.externalName(),
        resource.externalId(),
        resource.eventType(),
        resource.owner(),
        StateView.of(resource),
        differences(resource.difference()),
        resource.observed() == null ? null : resource.observed().toPrettyString(),
        When.of(resource.modifiedAt(), now),
        next(resource.nextRunAt(), now));
  }

  private static String next(Instant at, Instant now) {
    return at.isAfter(now) ? "again " + When.of(at, now).ago() : "again now";
  }

  static String kind(Resource.Kind kind) {
    return switch (kind) {
      case STREAM -> "Stream";
      case BUCKET -> "Bucket";
      case TABLE -> "Lake table";
      case ROLE -> "Role";
    };
  }

  /** Desired first, then observed: what is to be, and what is. */
  private static List<JsonChange> differences(JsonNode difference) {
    List<JsonChange> rows = new ArrayList<>();
    for (JsonNode entry : difference.values()) {
      rows.add(
          new JsonChange(
              entry.path("path").asString(""), text(entry, "observed"), text(entry, "desired")));
    }
    return rows;
  }

  private static @Nullable String text(JsonNode entry, String name) {
    JsonNode value = entry.get(name);
    if (value == null || value.isNull()) {
      return null;
    }
    return value.isString() ? value.stringValue() : value.toString();
  }
}
