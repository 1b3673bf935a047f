package com.eventbuspro.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CommitScheduleTest {
  private static final Duration INTERVAL = Duration.ofSeconds(10);
  private static final Instant START = Instant.parse("2026-11-22T12:00:00Z");

  private final CommitSchedule schedule = new CommitSchedule();

  @Test
  void nothingIsDueWhenNothingWaits() {
    schedule.done(START);
    assertThat(schedule.due(INTERVAL)).isNull();
  }

  @Test
  void theOldestRecordDecides() {
    schedule.note(at(3));
    schedule.note(at(1));
    schedule.note(at(2));
    assertThat(schedule.due(INTERVAL)).isEqualTo(at(11));
  }

  @Test
  void aRecordFoundLateIsStillCommittedOnTime() {
    schedule.done(at(8));
    // It arrived before the last commit began and was read after it.
    schedule.note(at(4));
    assertThat(schedule.due(INTERVAL)).isEqualTo(at(14));
  }

  @Test
  void commitsAreHalfAnIntervalApartAtLeast() {
    schedule.done(at(9));
    schedule.note(at(1));
    assertThat(schedule.due(INTERVAL)).isEqualTo(at(14));
  }

  @Test
  void catchingUpCommitsOncePerInterval() {
    schedule.done(at(100));
    schedule.note(at(20));
    assertThat(schedule.due(INTERVAL)).isEqualTo(at(110));
  }

  @Test
  void theEndOfAShardDoesNotWaitForTheInterval() {
    schedule.done(at(100));
    schedule.noteEnd(at(101));
    schedule.noteEnd(at(102));
    assertThat(schedule.due(INTERVAL)).isEqualTo(at(101).plusMillis(500));
    schedule.clear();
    schedule.note(at(103));
    assertThat(schedule.due(INTERVAL)).isEqualTo(at(113));
  }

  @Test
  void whatIsOnItsWayIsNotDueAgain() {
    schedule.note(at(1));
    schedule.clear();
    assertThat(schedule.due(INTERVAL)).isNull();
  }

  private static Instant at(long seconds) {
    return START.plusSeconds(seconds);
  }
}
