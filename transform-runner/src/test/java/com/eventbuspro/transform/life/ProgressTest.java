package com.eventbuspro.transform.life;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProgressTest {
  private static final long SECOND = 1_000_000_000L;

  @Test
  void whatWasReadBeforeAJobBeganAgainCounts() {
    History history = new History(true);
    assertThat(history.percent(200L, 1000, false)).isEqualTo(20);
    assertThat(history.percent(100L, 1000, false)).isEqualTo(30);
    assertThat(history.percent(2000L, 1000, false)).isLessThan(100);
    assertThat(history.percent(null, 1000, true)).isEqualTo(100);
  }

  @Test
  void whatNobodyKnowsIsNotSaid() {
    assertThat(new History(false).percent(200L, 1000, false)).isNull();
    assertThat(new History(true).percent(200L, 0, false)).isNull();
    assertThat(new History(true).percent(null, 1000, false)).isNull();
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
