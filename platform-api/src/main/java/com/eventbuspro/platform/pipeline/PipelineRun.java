package com.eventbuspro.platform.pipeline;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A Flink job of a pipeline.
 *
 * @param id its id
 * @param version the version that it runs
 * @param role whether it is the pipeline, or a version beside it
 * @param state how far its life is
 * @param jobId Flink's id of it
 * @param restoredFrom the checkpoint or savepoint that it began with, if any
 * @param savepoint what it ended with, if it was stopped in order
 * @param endReason why it ended
 * @param startedAt when it was decided on
 * @param endedAt when it ended
 */
public record PipelineRun(
    UUID id,
    int version,
    Role role,
    State state,
    String jobId,
    @Nullable String restoredFrom,
    @Nullable String savepoint,
    @Nullable String endReason,
    Instant startedAt,
    @Nullable Instant endedAt) {

  /** What a job is to its pipeline. */
  public enum Role {
    CURRENT,
    /** A version that is backfilled beside the current one. */
    CANDIDATE
  }

  /** How far a job's life is. */
  public enum State {
    STARTING,
    RUNNING,
    STOPPING,
    ENDED
  }
}
