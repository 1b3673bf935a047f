package com.eventbuspro.transform.life;

import static org.assertj.core.api.Assertions.assertThat;

import com.eventbuspro.transform.engine.JobFigures;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LiveForGoodTest {
  private static final Instant SEEN = Instant.parse("2026-01-01T00:00:00Z");
  private final UUID run = UUID.randomUUID();

  @Test
  void aCheckpointThatWasBegunInHistoryDoesNotCountHoweverLateItIsComplete() {
    LiveForGood live = new LiveForGood(Duration.ZERO);
    assertThat(live.isReached(run, figures(true, SEEN.minusSeconds(1)), SEEN)).isFalse();
    assertThat(live.isReached(run, figures(true, SEEN.minusSeconds(1)), SEEN.plusSeconds(9)))
        .isFalse();
    assertThat(live.isReached(run, figures(true, SEEN.plusSeconds(1)), SEEN.plusSeconds(9)))
        .isTrue();
  }

  @Test
  void whoBeganAgainInHistoryIsNotLiveForGood() {
    LiveForGood live = new LiveForGood(Duration.ZERO);
    assertThat(live.isReached(run, figures(true, null), SEEN)).isFalse();
    assertThat(live.isReached(run, figures(false, SEEN.plusSeconds(5)), SEEN.plusSeconds(6)))
        .isFalse();
    assertThat(live.isReached(run, figures(true, SEEN.plusSeconds(5)), SEEN.plusSeconds(9)))
        .isFalse();
  }

  @Test
  void aClockElsewhereIsNotTrustedToTheSecond() {
    LiveForGood live = new LiveForGood(Duration.ofSeconds(30));
    Instant later = SEEN.plusSeconds(60);
    assertThat(live.isReached(run, figures(true, null), SEEN)).isFalse();
    assertThat(live.isReached(run, figures(true, SEEN.plusSeconds(30)), later)).isFalse();
    assertThat(live.isReached(run, figures(true, SEEN.plusSeconds(31)), later)).isTrue();
  }

  private static JobFigures figures(boolean live, @Nullable Instant triggered) {
    return new JobFigures(
        true,
        live,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        0,
        triggered == null
            ? null
            : new JobFigures.Checkpoint("chk-1", 1, triggered, SEEN.plusSeconds(7)));
  }
}
