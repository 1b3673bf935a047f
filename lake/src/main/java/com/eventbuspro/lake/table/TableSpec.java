package com.eventbuspro.lake.table;

import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.model.TeamName;
import com.eventbuspro.model.schema.EventSchema;
import java.util.List;
import java.util.Objects;

/**
 * What an event type's tables should be.
 *
 * @param name the event type
 * @param owner the team that owns it
 * @param versions its schema versions, at least one
 */
public record TableSpec(EventTypeName name, TeamName owner, List<EventSchema> versions) {
  public TableSpec {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(owner, "owner");
    versions = List.copyOf(versions);
    if (versions.isEmpty()) {
      throw new IllegalArgumentException("An event type has at least one schema version");
    }
  }
}
