package com.eventbuspro.transform.life;

import com.eventbuspro.transform.store.Phase;
import com.eventbuspro.transform.store.Status.Standing;
import java.time.Duration;

/** What a look at a pipeline came to. */
sealed interface Verdict {
  /** How soon to look again when something is awaited that takes moments. */
  Duration SOON = Duration.ofMillis(300);

  /** How soon to look again when something is awaited that others do. */
  Duration LATER = Duration.ofSeconds(2);

  /** How soon to look again when only people can change something. */
  Duration SELDOM = Duration.ofSeconds(30);

  /** A step was done; the next may be due. */
  record Progress() implements Verdict {}

  /** As wanted; there is nothing to do but to watch. */
  record Settled() implements Verdict {}

  /**
   * Something is awaited.
   *
   * @param lookAgain when to look again
   * @param standing what, in words
   */
  record Waiting(Duration lookAgain, Standing standing) implements Verdict {}

  /** There is no such pipeline any more. */
  record Gone() implements Verdict {}

  static Verdict waiting(Duration lookAgain, Phase phase, String reason, String message) {
    return new Waiting(lookAgain, new Standing(phase, reason, message));
  }
}
