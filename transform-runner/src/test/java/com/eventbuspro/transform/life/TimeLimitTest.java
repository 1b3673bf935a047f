package com.eventbuspro.transform.life;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class TimeLimitTest {
  @Test
  void whatDoesNotEndIsLeftAloneAndTakesAPlaceUntilItDoes() {
    TimeLimit limit = new TimeLimit(Duration.ofMillis(50), 1);
    CountDownLatch end = new CountDownLatch(1);
    assertThatThrownBy(() -> limit.within("plan", () -> awaitWhateverComes(end)))
        .isInstanceOf(TooSlowException.class)
        .hasMessageContaining("plan");
    assertThatThrownBy(() -> limit.within("plan", () -> 1))
        .isInstanceOf(TooSlowException.class)
        .hasMessageContaining("others");
    end.countDown();
    TimeLimit patient = limit;
    await().ignoreExceptions().until(() -> patient.within("plan", () -> 1) == 1);
  }

  @Test
  void whatIsThrownComesThrough() {
    TimeLimit limit = new TimeLimit(Duration.ofMinutes(1), 1);
    assertThatThrownBy(
            () ->
                limit.within(
                    "plan",
                    () -> {
                      throw new UnsupportedOperationException("no");
                    }))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThat(limit.within("plan", () -> "done")).isEqualTo("done");
  }

  private static int awaitWhateverComes(CountDownLatch end) {
    while (true) {
      try {
        end.await();
        return 0;
      } catch (InterruptedException e) {
        // Some planners do not listen.
      }
    }
  }
}
