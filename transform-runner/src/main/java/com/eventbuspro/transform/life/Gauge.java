package com.eventbuspro.transform.life;

import com.eventbuspro.transform.engine.JobFigures;
import com.eventbuspro.transform.job.Origin;
import com.eventbuspro.transform.store.Run;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Follows the figures of one version in one role over its jobs. */
final class Gauge {
  private static final double ALL = 100;

  private final Rates in = new Rates();
  private final Rates out = new Rates();
  private final Rates progress = new Rates();
  private final History history;

  /**
   * @param run the run that is looked at first
   */
  Gauge(Run run) {
    this.history = new History(run.restoredFrom() == null);
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
    long all = of.origins().values().stream().mapToLong(Origin::historyRows).sum();
    Double percent = history.percent(figures.historyRows(), all, live);
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
