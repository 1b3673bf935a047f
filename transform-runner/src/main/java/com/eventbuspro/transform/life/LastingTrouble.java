package com.eventbuspro.transform.life;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Tells trouble that lasts from what goes by. */
final class LastingTrouble {
  private final long patienceNanos;
  private final LongSupplier nanos;
  private @Nullable String what;
  private long sinceNanos;

  /**
   * @param patience for how long trouble may go on
   * @param nanos what time it is
   */
  LastingTrouble(Duration patience, LongSupplier nanos) {
    this.patienceNanos = patience.toNanos();
    this.nanos = nanos;
  }

  /** Takes what a look came to; nothing if all is well. */
  synchronized void saw(Optional<String> trouble) {
    if (what == null && trouble.isPresent()) {
      sinceNanos = nanos.getAsLong();
    }
    what = trouble.orElse(null);
  }

  /** The trouble, if it has lasted for too long. */
  synchronized Optional<String> lasting() {
    return nanos.getAsLong() - sinceNanos >= patienceNanos
        ? Optional.ofNullable(what)
        : Optional.empty();
  }
}
