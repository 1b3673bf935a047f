package com.eventbuspro.platform.console;

import com.eventbuspro.platform.pipeline.PipelineRun;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A job of a pipeline, as it is shown.
 *
 * @param candidate whether it runs beside the current one
 * @param from the checkpoint or savepoint that it went on from
 */
record RunView(
    String jobId,
    int version,
    boolean candidate,
    StateView state,
    @Nullable String from,
    When began,
    @Nullable When ended) {

  static RunView of(PipelineRun run, Instant now) {
    return new RunView(
        run.jobId(),
        run.version(),
        run.role() == PipelineRun.Role.CANDIDATE,
        state(run),
        run.restoredFrom(),
        When.of(run.startedAt(), now),
        When.ofNullable(run.endedAt(), now));
  }

  private static StateView state(PipelineRun run) {
    return switch (run.state()) {
      case STARTING -> new StateView("wait", "Starting", "");
      case RUNNING -> new StateView("good", "Running", "");
      case STOPPING -> new StateView("wait", "Stopping", "");
      case ENDED -> new StateView("calm", "Ended", Objects.requireNonNullElse(run.endReason(), ""));
    };
  }
}
