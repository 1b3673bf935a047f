package com.eventbuspro.provisioner.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.PriorityQueue;
import org.junit.jupiter.api.Test;

class TokenBucketTest {
  private final SteppedClock clock = new SteppedClock();

  @Test
  void letsASecondsWorthThroughAtOnceAndTellsTheRestToComeOneByOne() {
    TokenBucket bucket = new TokenBucket(5, clock);
    for (int i = 0; i < 5; i++) {
      assertThat(bucket.tryTake()).isEmpty();
    }
    assertThat(bucket.tryTake()).contains(Duration.ofMillis(200));
    assertThat(bucket.tryTake()).contains(Duration.ofMillis(400));
    clock.advance(Duration.ofMillis(200));
    assertThat(bucket.tryTake()).isEmpty();
  }

  @Test
  void aCrowdGetsThroughAtTheRateWithFewVainTries() {
    TokenBucket bucket = new TokenBucket(5, clock);
    Instant begin = clock.instant();
    PriorityQueue<Instant> waiting = new PriorityQueue<>();
    for (int i = 0; i < 100; i++) {
      waiting.add(begin);
    }
    int tries = 0;
    while (!waiting.isEmpty()) {
      clock.advanceTo(waiting.poll());
      tries++;
      Optional<Duration> pause = bucket.tryTake();
      pause.ifPresent(time -> waiting.add(clock.instant().plus(time)));
    }
    assertThat(Duration.between(begin, clock.instant()))
        .isBetween(Duration.ofSeconds(18), Duration.ofSeconds(21));
    assertThat(tries).isLessThan(300);
  }
}
