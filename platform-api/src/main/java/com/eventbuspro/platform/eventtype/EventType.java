package com.eventbuspro.platform.eventtype;

import com.eventbuspro.platform.capture.Capture;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An event type as it is shown.
 *
 * @param name {@code domain.event}; also the table's name
 * @param owner the team
 * @param description what the event means
 * @param partitionKey JSON Pointer to the partition key in data; absent means the event id
 * @param timeProperty property that holds the event time, if any
 * @param commitIntervalSeconds how old an uncommitted record may get
 * @param shards wanted open shards
 * @param streamRetentionHours wanted retention of the stream
 * @param outOfOrdernessSeconds how much later than newer ones an event may arrive and still count
 *     in windows of pipelines
 * @param retentionDays how many days the lake keeps rows; absent means for ever
 * @param snapshotRetentionHours how long the table can be gone back to as it was
 * @param compactionTargetMb how large data files are made of small ones; 0 means never
 * @param pipeline the pipeline that writes it, if it is derived; nobody else may publish
 * @param generation grows with every change; the ETag
 * @param schemaVersion the newest version
 * @param schema the newest version's document; absent in lists
 * @param stream the stream's name
 * @param quarantineTable where records go that cannot be written to the table
 * @param ready whether all conditions hold
 * @param conditions how it is
 * @param capture how far the lake is with it; absent in lists
 * @param deletion what a shorter retention_days deletes; only in the answer to that change
 */
public record EventType(
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
    @Schema(type = "object") @Nullable JsonNode schema,
    String stream,
    String quarantineTable,
    Condition.Status ready,
    List<Condition> conditions,
    @Nullable Capture capture,
    Instant createdAt,
    String createdBy,
    Instant modifiedAt,
    String modifiedBy,
    @Nullable Deletion deletion) {

  public EventType {
    conditions = List.copyOf(conditions);
  }

  EventType deleting(@Nullable Deletion what) {
    return new EventType(
        name,
        owner,
        description,
        partitionKey,
        timeProperty,
        commitIntervalSeconds,
        shards,
        streamRetentionHours,
        outOfOrdernessSeconds,
        retentionDays,
        snapshotRetentionHours,
        compactionTargetMb,
        pipeline,
        generation,
        schemaVersion,
        schema,
        stream,
        quarantineTable,
        ready,
        conditions,
        capture,
        createdAt,
        createdBy,
        modifiedAt,
        modifiedBy,
        what);
  }
}
