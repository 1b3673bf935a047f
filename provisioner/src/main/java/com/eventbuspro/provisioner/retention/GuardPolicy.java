package com.eventbuspro.provisioner.retention;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * When a stream is kept longer than declared, and for how long.
 *
 * <p>It is kept longer once its oldest unread event is older than half of what it is kept: twice as
 * long, and at least a day more, again and again up to the longest that is allowed. The half leaves
 * time to notice and to mend, even if raising it is refused for a while. It goes back to what is
 * declared, in one step, once the lag has stayed below a quarter of that for a safe time: then the
 * shorter retention could not make anything expire.
 *
 * @param mode whether it may be kept longer; what was begun is ended in any case
 * @param longest how long a stream may be kept at most, whole hours
 * @param calm how long the lag must be gone before the stream goes back to what is declared
 */
public record GuardPolicy(Mode mode, Duration longest, Duration calm) {
  /** What Kinesis allows. */
  public static final Duration KINESIS_LONGEST = Duration.ofDays(365);

  private static final Duration SHORTEST = Duration.ofHours(24);
  private static final Duration LEAST_STEP = Duration.ofHours(24);
  private static final int RAISE_AT = 2;
  private static final int CALM_AT = 4;

  /** Whether streams may be kept longer than declared. */
  public enum Mode {
    ON,
    OFF
  }

  public GuardPolicy {
    Objects.requireNonNull(mode, "mode");
    if (longest.compareTo(SHORTEST) < 0 || longest.compareTo(KINESIS_LONGEST) > 0) {
      throw new IllegalArgumentException(
          "The longest retention must be 24 to 8760 hours, not " + longest);
    }
    if (calm.isNegative()) {
      throw new IllegalArgumentException("The calm time cannot be negative: " + calm);
    }
  }

  /**
   * What is remembered of a stream that is kept longer than declared.
   *
   * @param retention how long it is kept
   * @param calmSince since when nothing has been waiting long; null while something is
   */
  public record Raised(Duration retention, @Nullable Instant calmSince) {}

  /**
   * What to remember from now on.
   *
   * @param declared what is declared
   * @param raised what was remembered; null when the stream is kept as declared
   * @param unreadSince everything that arrived before is in the lake
   * @return null when it is to be kept as declared
   */
  public @Nullable Raised decide(
      Duration declared, @Nullable Raised raised, Instant unreadSince, Instant now) {
    Duration age = Duration.between(unreadSince, now);
    Duration kept = longer(declared, raised == null ? declared : raised.retention());
    if (isNear(age, kept) && mode == Mode.ON) {
      while (isNear(age, kept) && kept.compareTo(longest) < 0) {
        kept = longer(kept, shorter(longest, longer(kept.multipliedBy(2), kept.plus(LEAST_STEP))));
      }
    }
    if (kept.compareTo(declared) <= 0) {
      return null;
    }
    if (age.multipliedBy(CALM_AT).compareTo(declared) >= 0) {
      return new Raised(kept, null);
    }
    Instant since = raised == null || raised.calmSince() == null ? now : raised.calmSince();
    return now.isBefore(since.plus(calm)) ? new Raised(kept, since) : null;
  }

  /** The age from which a stream that is kept so long is kept longer. */
  static Duration limit(Duration kept) {
    return kept.dividedBy(RAISE_AT);
  }

  private static boolean isNear(Duration age, Duration kept) {
    return age.compareTo(limit(kept)) > 0;
  }

  private static Duration longer(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? b : a;
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }
}
