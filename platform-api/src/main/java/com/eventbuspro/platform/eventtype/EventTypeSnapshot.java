package com.eventbuspro.platform.eventtype;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The declared part of an event type: what an audit record keeps of it. */
record EventTypeSnapshot(
    String name,
    String owner,
    String description,
    @Nullable String partitionKey,
    @Nullable String timeProperty,
    int commitIntervalSeconds,
    int shards,
    int streamRetentionHours,
    int outOfOrdernessSeconds,
    @Nullable Integer retentionDays,
    int snapshotRetentionHours,
    int compactionTargetMb,
    @Nullable String pipeline,
    long generation,
    int schemaVersion,
    @Nullable JsonNode schema) {

  static EventTypeSnapshot of(EventType type) {
    return new EventTypeSnapshot(
        type.name(),
        type.owner(),
        type.description(),
        type.partitionKey(),
        type.timeProperty(),
        type.commitIntervalSeconds(),
        type.shards(),
        type.streamRetentionHours(),
        type.outOfOrdernessSeconds(),
        type.retentionDays(),
        type.snapshotRetentionHours(),
        type.compactionTargetMb(),
        type.pipeline(),
        type.generation(),
        type.schemaVersion(),
        type.schema());
  }
}
