package com.eventbuspro.transform.life;

import java.time.Duration;

/**
 * How often things are looked at.
 *
 * @param tick what is due
 * @param ask what is wanted, and which jobs there are
 * @param report how pipelines are
 */
record Pace(Duration tick, Duration ask, Duration report) {
  static final Pace NORMAL =
      new Pace(Duration.ofMillis(250), Duration.ofSeconds(1), Duration.ofSeconds(2));
}
