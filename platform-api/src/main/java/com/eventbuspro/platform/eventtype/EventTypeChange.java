package com.eventbuspro.platform.eventtype;

import com.eventbuspro.model.TeamName;
import org.jspecify.annotations.Nullable;

/**
 * A change of an event type: what is absent stays.
 *
 * @param owner the team it is handed to
 * @param description its new meaning
 * @param commitIntervalSeconds how old an uncommitted record may get
 * @param shards wanted open shards
 * @param streamRetentionHours wanted retention of the stream
 */
public record EventTypeChange(
    @Nullable String owner,
    @Nullable String description,
    @Nullable Integer commitIntervalSeconds,
    @Nullable Integer shards,
    @Nullable Integer streamRetentionHours) {

  EventTypeSettings applyTo(EventTypeSettings old) {
    return new EventTypeSettings(
        owner == null ? old.owner() : new TeamName(owner),
        description == null ? old.description() : description,
        commitIntervalSeconds == null ? old.commitIntervalSeconds() : commitIntervalSeconds,
        shards == null ? old.shards() : shards,
        streamRetentionHours == null ? old.streamRetentionHours() : streamRetentionHours);
  }
}
