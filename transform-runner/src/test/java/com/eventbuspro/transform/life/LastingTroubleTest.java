package com.eventbuspro.transform.life;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LastingTroubleTest {
  private final AtomicLong nanos = new AtomicLong(-5);
  private final LastingTrouble trouble = new LastingTrouble(Duration.ofNanos(10), nanos::get);

  @Test
  void onlyWhatLastsIsSaid() {
    assertThat(trouble.lasting()).isEmpty();
    trouble.saw(Optional.of("no task manager"));
    nanos.addAndGet(9);
    trouble.saw(Optional.of("it does not answer"));
    assertThat(trouble.lasting()).isEmpty();
    nanos.addAndGet(1);
    assertThat(trouble.lasting()).contains("it does not answer");
    trouble.saw(Optional.empty());
    assertThat(trouble.lasting()).isEmpty();
    trouble.saw(Optional.of("again"));
    assertThat(trouble.lasting()).isEmpty();
  }
}
