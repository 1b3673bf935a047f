package com.eventbuspro.sink.maintenance;

import static org.assertj.core.api.Assertions.assertThat;

import com.eventbuspro.lake.maintain.MaintenancePolicy;
import com.eventbuspro.lake.maintain.TableMaintenance.Left;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TableTurnTest {
  private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");
  private final TableTurn turn = new TableTurn(MaintenancePolicy.DEFAULT, NOW, new Random(1));

  @Test
  void whatHasMoreToDoComesAgainAtOnce() {
    assertThat(turn.next(Left.MORE, 1)).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void whatDoesNotChangeIsLookedAtEverMoreRarely() {
    turn.next(Left.NOTHING, 1);
    Duration last = Duration.ZERO;
    for (int look = 0; look < 8; look++) {
      last = turn.next(Left.NOTHING, 1);
      assertThat(last).isLessThanOrEqualTo(Duration.ofHours(1));
    }
    assertThat(last).isGreaterThanOrEqualTo(Duration.ofMinutes(45));

    assertThat(turn.next(Left.NOTHING, 2)).isLessThanOrEqualTo(Duration.ofMinutes(5));
  }

  @Test
  void whatFailsIsTriedAgainEverMoreRarely() {
    for (int failure = 0; failure < 8; failure++) {
      turn.next(Left.FAILED, 1);
    }
    assertThat(turn.next(Left.FAILED, 1)).isGreaterThanOrEqualTo(Duration.ofMinutes(45));
    assertThat(turn.next(Left.MORE, 1)).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void orphansAreSoughtSoonAfterTheStartAndThenOnceADay() {
    Instant later = NOW.plus(Duration.ofHours(2));
    assertThat(turn.orphansAreDue(later)).isTrue();
    turn.orphansWereSought(later);
    assertThat(turn.orphansAreDue(later.plus(Duration.ofHours(23)))).isFalse();
    assertThat(turn.orphansAreDue(later.plus(Duration.ofHours(24)))).isTrue();
  }
}
