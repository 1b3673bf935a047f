package com.eventbuspro.provisioner.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** When the next run of a resource is due. */
final class Schedule {
  private static final Duration SHORTEST_WAIT = Duration.ofMillis(100);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);
  private static final double SPREAD = 0.2;

  private final EngineSettings settings;
  private final RandomGenerator random;

  Schedule(EngineSettings settings, RandomGenerator random) {
    this.settings = settings;
    this.random = random;
  }

  /** The recheck for drift, spread so that what was settled together is not looked at together. */
  Duration recheck() {
    double factor = 1 - SPREAD + 2 * SPREAD * random.nextDouble();
    return Duration.ofMillis((long) (settings.recheck().toMillis() * factor));
  }

  /** Half as long again as it has taken so far: soon for what is quick, seldom for what is slow. */
  Duration wait(Claim claim, Instant now) {
    Instant since = latest(claim.stateSince(), claim.memory().intentAt());
    Duration half = Duration.between(since, now).dividedBy(2);
    if (half.compareTo(SHORTEST_WAIT) < 0) {
      return SHORTEST_WAIT;
    }
    return half.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : half;
  }

  Duration after(Verdict verdict, int attempts) {
    if (verdict instanceof Verdict.Settled settled) {
      return settled.recheckAfter();
    }
    if (verdict instanceof Verdict.Waiting waiting) {
      return waiting.after();
    }
    if (verdict instanceof Verdict.Failed) {
      return settings.backoff().delay(attempts, random);
    }
    return recheck();
  }

  private static Instant latest(Instant a, @Nullable Instant b) {
    return b != null && b.isAfter(a) ? b : a;
  }
}
