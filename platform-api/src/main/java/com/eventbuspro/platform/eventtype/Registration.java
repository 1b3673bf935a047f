package com.eventbuspro.platform.eventtype;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a producer says to register an event type, not checked yet.
 *
 * @param name {@code domain.event}
 * @param owner the team
 * @param description what the event means
 * @param schema JSON Schema 2020-12
 * @param partitionKey JSON Pointer to the value in data used as partition key
 * @param timeProperty name of the top-level property that holds the event time
 * @param commitIntervalSeconds how old an uncommitted record may get; 10 when absent
 * @param shards wanted open shards; 1 when absent
 * @param streamRetentionHours wanted retention of the stream; 24 when absent
 * @param outOfOrdernessSeconds how much later than newer ones an event may arrive and still count
 *     in windows of pipelines; 5 when absent
 * @param retentionDays how many days the lake keeps rows; for ever when absent
 * @param snapshotRetentionHours how long the table can be gone back to as it was; 6 when absent
 * @param compactionTargetMb how large data files are made of small ones, 0 for never; 128 when
 *     absent
 */
public record Registration(
    @Schema(requiredMode = Schema.RequiredMode.REQUIRED, example = "payments.card_settled")
        @Nullable String name,
    @Schema(requiredMode = Schema.RequiredMode.REQUIRED, example = "payments")
        @Nullable String owner,
    @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable String description,
    @Schema(requiredMode = Schema.RequiredMode.REQUIRED, type = "object") @Nullable JsonNode schema,
    @Schema(example = "/account_id") @Nullable String partitionKey,
    @Schema(example = "settled_at") @Nullable String timeProperty,
    @Nullable Integer commitIntervalSeconds,
    @Nullable Integer shards,
    @Nullable Integer streamRetentionHours,
    @Nullable Integer outOfOrdernessSeconds,
    @Nullable Integer retentionDays,
    @Nullable Integer snapshotRetentionHours,
    @Nullable Integer compactionTargetMb) {

  /** The defaults for everything that need not be said. */
  public static Registration of(String name, String owner, String description, JsonNode schema) {
    return timedBy(name, owner, description, schema, null);
  }

  /** The defaults for everything that need not be said but the event time. */
  public static Registration timedBy(
      String name,
      String owner,
      String description,
      JsonNode schema,
      @Nullable String timeProperty) {
    return new Registration(
        name,
        owner,
        description,
        schema,
        null,
        timeProperty,
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }
}
