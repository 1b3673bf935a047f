package com.eventbuspro.transform.life;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RecurrenceTest {
  private static final UUID RUN = UUID.randomUUID();
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final Recurrence recurrence = new Recurrence(Duration.ofSeconds(60));

  @Test
  void itIsDueAtOnceAndThenAfterThePause() {
    assertThat(recurrence.isFirst(RUN)).isTrue();
    assertThat(recurrence.isDue(RUN, 0)).isTrue();
    recurrence.done(RUN, 0, SECOND);
    assertThat(recurrence.isFirst(RUN)).isFalse();
    assertThat(recurrence.isDue(RUN, 60 * SECOND)).isFalse();
    assertThat(recurrence.isDue(RUN, 61 * SECOND)).isTrue();
  }

  @Test
  void whatTakesLongIsDoneRarely() {
    recurrence.done(RUN, 0, 10 * SECOND);
    assertThat(recurrence.isDue(RUN, 209 * SECOND)).isFalse();
    assertThat(recurrence.isDue(RUN, 210 * SECOND)).isTrue();
  }

  @Test
  void whatIsNoMoreIsForgotten() {
    recurrence.done(RUN, 0, SECOND);
    recurrence.retain(Set.of());
    assertThat(recurrence.isFirst(RUN)).isTrue();
  }
}
