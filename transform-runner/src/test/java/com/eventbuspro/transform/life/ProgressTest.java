package com.eventbuspro.transform.life;

import static org.assertj.core.api.Assertions.assertThat;

import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.model.pipeline.PipelineFigures;
import com.eventbuspro.model.pipeline.PipelineName;
import com.eventbuspro.transform.engine.JobFigures;
import com.eventbuspro.transform.job.Origin;
import com.eventbuspro.transform.store.Run;
import com.eventbuspro.transform.store.Statuses.Kept;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.apache.flink.api.common.JobID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private static final long SECOND = 1_000_000_000L;

  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  @Test
  void whatWasReadUpToTheNewestCheckpointCountsWhenAJobBeginsAgain() {
    History history = new History(0L);
    assertThat(history.percent(200L, 1000, false, NOON)).isEqualTo(20);
    assertThat(history.percent(300L, 1000, false, NOON)).isEqualTo(30);
    assertThat(history.percent(100L, 1000, false, NOON)).as("by itself").isEqualTo(30);
    assertThat(history.percent(200L, 1000, false, NOON.plusSeconds(1))).isEqualTo(40);
    history.goesOn();
    assertThat(history.percent(300L, 1000, false, null)).as("as another").isEqualTo(70);
    assertThat(history.percent(2000L, 1000, false, null)).isLessThan(100);
    assertThat(history.percent(null, 1000, true, null)).isEqualTo(100);
  }

  @Test
  void whatNobodyKnowsIsNotSaid() {
    assertThat(new History(null).percent(200L, 1000, false, NOON)).isNull();
    assertThat(new History(0L).percent(200L, 0, false, NOON)).isNull();
    assertThat(new History(0L).percent(null, 1000, false, NOON)).isNull();
  }

  @Test
  void progressSurvivesTheProcessThatFollowedIt() {
    // Half was read; ten seconds after the newest checkpoint, at ten rows a second.
    Kept kept = new Kept(1, figures(50.0, 10.0, 300L, NOON), NOON.plusSeconds(10));
    Run again = run("chk-7");
    assertThat(new Gauge(again, kept, false).read(again, read(0L), 0).percent()).isEqualTo(40);
    assertThat(new Gauge(again, kept, false).read(again, read(100L), 0).percent()).isEqualTo(50);
    // The job went on: 300 of what was read it had counted itself, and 400 by now.
    assertThat(new Gauge(again, kept, true).read(again, read(400L), 0).percent()).isEqualTo(60);
    Run first = run(null);
    assertThat(new Gauge(first, kept, true).read(first, read(400L), 0).percent()).isEqualTo(40);
    assertThat(new Gauge(again, null, false).read(again, read(400L), 0).percent()).isNull();
  }

  private static PipelineFigures figures(
      double percent, double rate, long rowsIn, Instant checkpoint) {
    return new PipelineFigures(
        1,
        null,
        null,
        percent,
        null,
        null,
        rate,
        null,
        rowsIn,
        null,
        null,
        null,
        1L,
        checkpoint,
        0,
        null,
        null,
        1);
  }

  private static JobFigures read(long historyRows) {
    return new JobFigures(true, false, historyRows, null, null, null, null, null, null, 0, null);
  }

  private static Run run(@Nullable String restoredFrom) {
    return new Run(
        UUID.randomUUID(),
        new PipelineName("progress"),
        1,
        1,
        Run.Role.CURRENT,
        Run.State.RUNNING,
        new JobID(),
        1,
        Map.of(
            EventTypeName.parse("tests.numbers"),
            new Origin("history", 1, 1L, "pin", Map.of(), 1000)),
        "fingerprint",
        restoredFrom,
        null,
        null);
  }

  @Test
  void aRateIsOfTheLastWhile() {
    Rates rates = new Rates();
    assertThat(rates.add(0, 100)).isNull();
    assertThat(rates.add(2 * SECOND, 300)).isEqualTo(100);
    assertThat(rates.add(3 * SECOND, 0)).as("the job began again").isNull();
    assertThat(rates.add(4 * SECOND, 50)).isEqualTo(50);
    for (int second = 5; second < 60; second++) {
      rates.add(second * SECOND, 50);
    }
    assertThat(rates.add(60 * SECOND, 50)).isZero();
  }
}
