package com.eventbuspro.benchmarks.faults;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * One fault of a plan.
 *
 * @param at when, since the beginning
 * @param lasting how long, zero for what happens in a moment
 * @param seed of the choices that are left, such as which shard
 */
record PlannedFault(FaultKind kind, Duration at, Duration lasting, long seed) {

  /** The same sequence of choices each time it is asked for. */
  RandomGenerator dice() {
    return Plan.random(seed);
  }
}
