package com.eventbuspro.platform.pipeline;

import java.time.Instant;
import java.util.List;

/**
 * What a pipeline was at one of its changes.
 *
 * @param version 1 for the first, then counting up
 * @param current whether it is the wanted one
 * @param sql one SELECT over event types
 * @param start {@code history}, {@code now} or a timestamp
 * @param destination where the result goes
 * @param stateHours how long state is kept that is not touched
 * @param parallelism how many subtasks
 * @param onIncompatible what becomes of state that it cannot go on with
 * @param reads the event types that it reads
 * @param reason why it was made
 * @param createdAt when
 * @param createdBy by whom
 */
public record PipelineVersion(
    int version,
    boolean current,
    String sql,
    String start,
    DestinationSpec destination,
    int stateHours,
    int parallelism,
    OnIncompatible onIncompatible,
    List<String> reads,
    String reason,
    Instant createdAt,
    String createdBy) {
  public PipelineVersion {
    reads = List.copyOf(reads);
  }

  /** The same for those who may not change the pipeline. */
  PipelineVersion masked() {
    return new PipelineVersion(
        version,
        current,
        sql,
        start,
        destination.masked(),
        stateHours,
        parallelism,
        onIncompatible,
        reads,
        reason,
        createdAt,
        createdBy);
  }
}
