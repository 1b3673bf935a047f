package com.eventbuspro.platform.eventtype;

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
 * @param generation grows with every change; the ETag
 * @param schemaVersion the newest version
 * @param schema the newest version's document; absent in lists
 * @param stream the stream's name
 * @param quarantineTable where records go that cannot be written to the table
 * @param ready whether all conditions hold
 * @param conditions how it is
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
    long generation,
    int schemaVersion,
    @Schema(type = "object") @Nullable JsonNode schema,
    String stream,
    String quarantineTable,
    Condition.Status ready,
    List<Condition> conditions,
    Instant createdAt,
    String createdBy,
    Instant modifiedAt,
    String modifiedBy) {

  public EventType {
    conditions = List.copyOf(conditions);
  }
}
