package com.eventbuspro.platform.console;

import com.eventbuspro.model.pipeline.PipelineFigures;
import com.eventbuspro.model.pipeline.PipelineFigures.LastError;
import com.eventbuspro.model.pipeline.PipelineFigures.Offender;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A pipeline in figures, as they are shown; what is not known is null.
 *
 * @param percent how much of history was read
 * @param timeLeft how long the rest will take, in words
 * @param candidate the version that is backfilled beside the one that runs
 * @param candidateLive whether it has caught up and may be switched to
 */
record PipelineFiguresView(
    @Nullable Integer version,
    @Nullable Double percent,
    @Nullable String timeLeft,
    @Nullable Integer candidate,
    boolean candidateLive,
    Trend in,
    Trend out,
    Trend lag,
    @Nullable String rowsIn,
    @Nullable String rowsOut,
    @Nullable String lateRows,
    @Nullable When watermark,
    @Nullable String stateSize,
    @Nullable When checkpoint,
    @Nullable Integer restarts,
    long quarantined,
    @Nullable ErrorWords lastError) {
  private static final PipelineFigures NONE =
      new PipelineFigures(
          null, null, null, null, null, null, null, null, null, null, null, null, null, null, null,
          null, null, null);

  /**
   * A figure that is followed for a while.
   *
   * @param words as it is read; null when it is not known
   * @param value as it is drawn
   */
  record Trend(@Nullable String words, @Nullable Double value) {
    static Trend rate(@Nullable Double perSecond) {
      return perSecond == null
          ? new Trend(null, null)
          : new Trend(Amounts.perSecond(perSecond), perSecond);
    }

    static Trend millis(@Nullable Long millis) {
      return millis == null
          ? new Trend(null, null)
          : new Trend(Amounts.duration(Duration.ofMillis(millis)), millis / 1000.0);
    }
  }

  /**
   * What went wrong last.
   *
   * @param message what it was
   * @param suggestion what to do
   * @param records the events at fault, if known
   * @param at when
   */
  record ErrorWords(String message, @Nullable String suggestion, List<Offender> records, When at) {
    ErrorWords {
      records = List.copyOf(records);
    }

    private static ErrorWords of(LastError error, Instant now) {
      return new ErrorWords(
          error.message(), error.suggestion(), error.records(), When.of(error.at(), now));
    }
  }

  static PipelineFiguresView of(@Nullable PipelineFigures given, Instant now) {
    PipelineFigures figures = given == null ? NONE : given;
    return new PipelineFiguresView(
        figures.version(),
        figures.backfillPercent(),
        figures.backfillSecondsLeft() == null
            ? null
            : Amounts.duration(Duration.ofSeconds(figures.backfillSecondsLeft())),
        figures.candidateVersion(),
        "LIVE".equals(figures.candidatePhase()),
        Trend.rate(figures.rowsInPerSecond()),
        Trend.rate(figures.rowsOutPerSecond()),
        Trend.millis(figures.lagMillis()),
        count(figures.rowsIn()),
        count(figures.rowsOut()),
        figures.lateRows() == null || figures.lateRows() == 0 ? null : count(figures.lateRows()),
        When.ofNullable(figures.watermark(), now),
        figures.stateBytes() == null ? null : Amounts.bytes(figures.stateBytes()),
        When.ofNullable(figures.checkpointAt(), now),
        figures.restarts(),
        figures.quarantined() == null ? 0 : figures.quarantined(),
        figures.lastError() == null ? null : ErrorWords.of(figures.lastError(), now));
  }

  /** How much of history was read, in words. */
  public @Nullable String percentWords() {
    return percent == null ? null : Math.round(percent) + " %";
  }

  private static @Nullable String count(@Nullable Long number) {
    return number == null ? null : Amounts.count(number);
  }
}
