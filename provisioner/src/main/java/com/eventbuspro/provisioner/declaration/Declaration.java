package com.eventbuspro.provisioner.declaration;

import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.model.TeamName;
import java.time.Duration;
import java.util.Objects;

/**
 * What a registered event type says that matters to its resources.
 *
 * @param name the event type
 * @param owner the team that owns it
 * @param shards how many open shards its stream shall have
 * @param retention how long its stream shall keep records, whole hours
 * @param generation grows with every change of the event type
 */
public record Declaration(
    EventTypeName name, TeamName owner, int shards, Duration retention, long generation) {
  public Declaration {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(owner, "owner");
    Objects.requireNonNull(retention, "retention");
  }
}
