package com.eventbuspro.transform.life;

import com.eventbuspro.transform.engine.JobFigures;
import com.eventbuspro.transform.job.Origin;
import com.eventbuspro.transform.store.Run;
import com.eventbuspro.transform.store.Statuses.Kept;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Follows the figures of one version in one role over its jobs. */
final class Gauge {
  private static final double ALL = 100;
  private static final double MILLIS = 1000;

  private final Rates in = new Rates();
  private final Rates out = new Rates();
  private final Rates progress = new Rates();
  private final History history;

  /**
   * @param run the run that is looked at first
   * @param kept how its pipeline was when that was said last, by another process; null if never
   * @param outlives whether jobs go on when such a process ends
   */
  Gauge(Run run, @Nullable Kept kept, boolean outlives) {
    this.history = new History(readBefore(run, kept, outlives));
  }

  /** The version goes on under another job. */
  void goesOn() {
    history.goesOn();
  }

  /** How many rows of history were read when the run's job began. */
  private static @Nullable Long readBefore(Run run, @Nullable Kept kept, boolean outlives) {
    if (run.restoredFrom() == null) {
      return 0L;
    }
    if (kept == null
        || kept.figures().backfillPercent() == null
        || !Integer.valueOf(run.version()).equals(kept.figures().version())) {
      return null;
    }
    double read = kept.figures().backfillPercent() / ALL * historyRows(run);
    Long counted = kept.figures().rowsIn();
    double sinceBegin = outlives && counted != null ? counted : readSinceCheckpoint(kept);
    return Math.max(0, Math.round(read - sinceBegin));
  }

  /** What was read after the newest checkpoint is read again. */
  private static double readSinceCheckpoint(Kept kept) {
    Double rate = kept.figures().rowsInPerSecond();
    Instant checkpoint = kept.figures().checkpointAt();
    if (rate == null || checkpoint == null) {
      return 0;
    }
    return rate * Math.max(0, Duration.between(checkpoint, kept.at()).toMillis()) / MILLIS;
  }

  private static long historyRows(Run run) {
    return run.origins().values().stream().mapToLong(Origin::historyRows).sum();
  }

  /** What follows from a job's figures and those before. */
  record Reading(
      @Nullable Double percent,
      @Nullable Long secondsLeft,
      @Nullable Double inPerSecond,
      @Nullable Double outPerSecond,
      @Nullable Long rowsIn) {}

  Reading read(Run of, JobFigures figures, long nanos) {
    boolean live = Boolean.TRUE.equals(figures.live());
    JobFigures.Checkpoint checkpoint = figures.checkpoint();
    Double percent =
        history.percent(
            figures.historyRows(),
            historyRows(of),
            live,
            checkpoint == null ? null : checkpoint.at());
    Long rowsIn = sum(figures.historyRows(), figures.liveRows());
    return new Reading(
        percent,
        percent == null || live ? null : secondsLeft(percent, nanos),
        rowsIn == null ? null : in.add(nanos, rowsIn),
        figures.rowsOut() == null ? null : out.add(nanos, figures.rowsOut()),
        rowsIn);
  }

  /** Counted in thousandths of a percent: rates are of whole numbers. */
  private @Nullable Long secondsLeft(double percent, long nanos) {
    Double perSecond = progress.add(nanos, Math.round(percent * 1000));
    return perSecond == null || perSecond <= 0
        ? null
        : Long.valueOf(Math.round((ALL - percent) * 1000 / perSecond));
  }

  private static @Nullable Long sum(@Nullable Long a, @Nullable Long b) {
    return a == null && b == null
        ? null
        : Long.valueOf(Objects.requireNonNullElse(a, 0L) + Objects.requireNonNullElse(b, 0L));
  }
}
