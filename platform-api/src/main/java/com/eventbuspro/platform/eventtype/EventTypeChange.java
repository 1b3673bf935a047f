package com.eventbuspro.platform.eventtype;

import com.eventbuspro.model.InvalidInputException;
import com.eventbuspro.model.TeamName;
import com.eventbuspro.model.Violation;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A change of an event type: what is absent stays.
 *
 * @param owner the team it is handed to
 * @param description its new meaning
 * @param commitIntervalSeconds how old an uncommitted record may get
 * @param shards wanted open shards
 * @param streamRetentionHours wanted retention of the stream
 * @param outOfOrdernessSeconds how much later than newer ones an event may arrive and still count
 *     in windows of pipelines
 * @param retentionDays how many days the lake keeps rows; null: for ever
 * @param snapshotRetentionHours how long the table can be gone back to as it was
 * @param compactionTargetMb how large data files are made of small ones; 0: never
 * @param confirmDeletionBefore consent to delete what arrived before this day, needed when a
 *     shorter retention_days deletes rows; a dry run says which day
 */
public record EventTypeChange(
    @Nullable String owner,
    @Nullable String description,
    @Nullable Integer commitIntervalSeconds,
    @Nullable Integer shards,
    @Nullable Integer streamRetentionHours,
    @Nullable Integer outOfOrdernessSeconds,
    @Schema(types = {"integer", "null"}) @Nullable JsonNode retentionDays,
    @Nullable Integer snapshotRetentionHours,
    @Nullable Integer compactionTargetMb,
    @Schema(example = "2026-11-01") @Nullable LocalDate confirmDeletionBefore) {

  EventTypeSettings applyTo(EventTypeSettings old) {
    return new EventTypeSettings(
        owner == null ? old.owner() : new TeamName(owner),
        description == null ? old.description() : description,
        commitIntervalSeconds == null ? old.commitIntervalSeconds() : commitIntervalSeconds,
        shards == null ? old.shards() : shards,
        streamRetentionHours == null ? old.streamRetentionHours() : streamRetentionHours,
        outOfOrdernessSeconds == null ? old.outOfOrdernessSeconds() : outOfOrdernessSeconds,
        (retentionDays == null ? old.tables() : old.tables().keepingRowsFor(days(retentionDays)))
            .with(snapshotRetentionHours, compactionTargetMb));
  }

  /** JSON's null is a value here: for ever. */
  private static @Nullable Integer days(JsonNode value) {
    if (value.isNull()) {
      return null;
    }
    if (!value.isInt()) {
      throw new InvalidInputException(
          Violation.of(
              "/retention_days",
              "WRONG_TYPE",
              "retention_days is a whole number of days, or null for ever"));
    }
    return value.intValue();
  }
}
