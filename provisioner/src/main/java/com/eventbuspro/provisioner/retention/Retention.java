package com.eventbuspro.provisioner.retention;

import java.time.Duration;
import java.util.Objects;

/**
 * How long a stream is to be kept now.
 *
 * @param time whole hours
 * @param why the guard's reason, a sentence without a full stop; empty when it has nothing to say
 * @param holds whether the guard keeps it longer than declared
 */
public record Retention(Duration time, String why, Holds holds) {
  /** Whether the guard keeps a stream longer than declared. */
  public enum Holds {
    LONGER,
    AS_DECLARED
  }

  public Retention {
    Objects.requireNonNull(time, "time");
    Objects.requireNonNull(why, "why");
    Objects.requireNonNull(holds, "holds");
  }
}
