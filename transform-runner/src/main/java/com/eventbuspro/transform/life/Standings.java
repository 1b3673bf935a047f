package com.eventbuspro.transform.life;

import com.eventbuspro.model.pipeline.PipelineFigures.LastError;
import com.eventbuspro.transform.engine.JobFigures;
import com.eventbuspro.transform.store.Assignment.Desired;
import com.eventbuspro.transform.store.Phase;
import com.eventbuspro.transform.store.Run;
import com.eventbuspro.transform.store.Run.Role;
import com.eventbuspro.transform.store.Status.Standing;
import java.util.Optional;
import org.apache.flink.api.common.JobStatus;
import org.jspecify.annotations.Nullable;

/** How a pipeline is, in words. */
final class Standings {
  private static final int SECONDS_PER_MINUTE = 60;

  private Standings() {}

  /** How far a job is by itself. */
  static Phase phase(JobFigures figures) {
    Boolean live = figures.live();
    if (!figures.running() || live == null) {
      return Phase.STARTING;
    }
    return live ? Phase.LIVE : Phase.BACKFILLING;
  }

  static Standing of(
      Reporter.Look look,
      @Nullable JobFigures figures,
      Gauge.@Nullable Reading reading,
      @Nullable LastError error) {
    Situation now = look.situation();
    Optional<Run> current = now.alive(Role.CURRENT);
    boolean runs =
        now.wanted().desired() == Desired.RUNNING
            && current.isPresent()
            && current.get().state() == Run.State.RUNNING;
    if (!runs) {
      return look.verdict() instanceof Verdict.Waiting waiting
          ? withError(waiting.standing(), error)
          : new Standing(
              underWay(now.wanted().desired()), "UnderWay", "The next step is under way");
    }
    if (figures == null && look.verdict() instanceof Verdict.Waiting waiting) {
      return withError(waiting.standing(), error);
    }
    Standing standing = running(now, current.get(), figures, reading, error);
    if (look.verdict() instanceof Verdict.Waiting waiting) {
      // It runs, but something else is awaited, such as room for a candidate.
      return new Standing(
          standing.phase(),
          waiting.standing().reason(),
          standing.message()
              + ". Version "
              + now.wanted().version()
              + ": "
              + waiting.standing().message());
    }
    return standing;
  }

  private static Phase underWay(Desired desired) {
    return switch (desired) {
      case RUNNING -> Phase.STARTING;
      case PAUSED -> Phase.PAUSING;
      case DELETED -> Phase.DELETING;
    };
  }

  private static Standing running(
      Situation now,
      Run current,
      @Nullable JobFigures figures,
      Gauge.@Nullable Reading reading,
      @Nullable LastError error) {
    if (figures == null || !figures.running()) {
      boolean restarts = now.job(current).filter(Standings::isInTrouble).isPresent();
      return restarts
          ? new Standing(
              Phase.FAILING,
              "Restarting",
              "It failed and begins again from its newest checkpoint: "
                  + (error == null ? "the cause is not known yet" : words(error)))
          : new Standing(Phase.STARTING, "Starting", "Flink starts the job");
    }
    Phase phase = phase(figures);
    if (phase == Phase.STARTING) {
      return new Standing(phase, "Starting", "The job runs and begins to read");
    }
    String beside =
        now.wanted().version() == current.version()
            ? ""
            : ". Version " + now.wanted().version() + " is prepared beside it";
    return new Standing(
        phase,
        phase == Phase.LIVE ? "Live" : "Backfilling",
        (phase == Phase.LIVE ? "Reads events as they arrive" : "Reads history" + left(reading))
            + beside);
  }

  private static boolean isInTrouble(JobStatus status) {
    return switch (status) {
      case FAILING, RESTARTING, FAILED -> true;
      default -> false;
    };
  }

  private static String left(Gauge.@Nullable Reading reading) {
    if (reading == null || reading.percent() == null) {
      return "";
    }
    String percent = ": " + Math.round(reading.percent()) + " %";
    Long seconds = reading.secondsLeft();
    if (seconds == null) {
      return percent;
    }
    return percent
        + (seconds < SECONDS_PER_MINUTE
            ? ", less than a minute left"
            : ", about " + Math.round((double) seconds / SECONDS_PER_MINUTE) + " minutes left");
  }

  private static Standing withError(Standing standing, @Nullable LastError error) {
    return standing.phase() == Phase.FAILING
            && error != null
            && !standing.reason().equals("InvalidSql")
        ? new Standing(
            standing.phase(), standing.reason(), standing.message() + ". " + words(error))
        : standing;
  }

  private static String words(LastError error) {
    return error.suggestion() == null
        ? error.message()
        : error.message() + ". " + error.suggestion();
  }
}
