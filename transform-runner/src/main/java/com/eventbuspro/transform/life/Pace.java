package com.eventbuspro.transform.life;

import java.time.Duration;

/**
 * How often things are looked at.
 *
 * @param tick what is due
 * @param ask what is wanted, and which jobs there are
 * @param report how pipelines are
 * @param compare what candidates differ in; more rarely where that takes long
 */
record Pace(Duration tick, Duration ask, Duration report, Duration compare) {
  static final Pace NORMAL =
      new Pace(
          Duration.ofMillis(250),
          Duration.ofSeconds(1),
          Duration.ofSeconds(2),
          Duration.ofSeconds(20));
}
