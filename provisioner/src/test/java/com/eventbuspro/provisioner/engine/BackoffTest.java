package com.eventbuspro.provisioner.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackoffTest {
  private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(500), Duration.ofMinutes(5));

  @Test
  void spreadsOverAllOfAnEverLongerTimeUpToItsMaximum() {
    assertThat(longest(1)).isBetween(Duration.ofMillis(400), Duration.ofMillis(500));
    assertThat(longest(4)).isBetween(Duration.ofMillis(3_500), Duration.ofSeconds(4));
    assertThat(longest(1_000_000)).isBetween(Duration.ofMinutes(4), Duration.ofMinutes(5));
  }

  private static Duration longest(int attempts) {
    Random random = new Random(1);
    return IntStream.range(0, 500)
        .mapToObj(i -> BACKOFF.delay(attempts, random))
        .peek(delay -> assertThat(delay).isGreaterThanOrEqualTo(Duration.ofMillis(20)))
        .max(Duration::compareTo)
        .orElseThrow();
  }

  @Test
  void refusesToRetryInABusyLoop() {
    assertThatThrownBy(() -> new Backoff(Duration.ZERO, Duration.ofSeconds(1)))
        .hasMessageContaining("20 ms");
  }
}
