package com.eventbuspro.model.pipeline;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a pipeline is, in figures; {@code pipeline_status.details} is this as JSON in snake_case.
 * What is not known is null.
 *
 * @param version the version that runs
 * @param candidateVersion the version that is backfilled beside it
 * @param candidatePhase BACKFILLING or LIVE: whether it may be switched to
 * @param backfillPercent how much of history was read, 0 to 100
 * @param backfillSecondsLeft how long the rest will take at the rate so far
 * @param lagMillis how old the oldest event is that waits in the streams; 0 when none does
 * @param rowsInPerSecond events read, over the last while
 * @param rowsOutPerSecond rows brought forth, over the last while
 * @param rowsIn events read since the job began
 * @param rowsOut rows brought forth since the job began
 * @param lateRows events that came too late for their windows and were left out
 * @param watermark the event time up to which everything counts as seen
 * @param stateBytes size of the newest checkpoint
 * @param checkpointAt when the newest checkpoint was complete
 * @param restarts how often the job began again since it was submitted
 * @param quarantined events that it went on without
 * @param lastError what went wrong last
 * @param parallelism how many subtasks
 */
public record PipelineFigures(
    @Nullable Integer version,
    @Nullable Integer candidateVersion,
    @Nullable String candidatePhase,
    @Nullable Double backfillPercent,
    @Nullable Long backfillSecondsLeft,
    @Nullable Long lagMillis,
    @Nullable Double rowsInPerSecond,
    @Nullable Double rowsOutPerSecond,
    @Nullable Long rowsIn,
    @Nullable Long rowsOut,
    @Nullable Long lateRows,
    @Nullable Instant watermark,
    @Nullable Long stateBytes,
    @Nullable Instant checkpointAt,
    @Nullable Integer restarts,
    @Nullable Long quarantined,
    @Nullable LastError lastError,
    @Nullable Integer parallelism) {

  /**
   * An error in words a person can act on.
   *
   * @param message what went wrong
   * @param suggestion what to do
   * @param records the events at fault, if known: event type, shard and sequence number
   * @param at when
   */
  public record LastError(
      String message, @Nullable String suggestion, List<Offender> records, Instant at) {
    public LastError {
      records = List.copyOf(records);
    }
  }

  /**
   * An event at fault.
   *
   * @param eventType its event type
   * @param shard its shard
   * @param sequence its sequence number
   */
  public record Offender(String eventType, String shard, String sequence) {}
}
