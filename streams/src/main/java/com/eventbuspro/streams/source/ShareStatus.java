package com.eventbuspro.streams.source;

import java.io.Serializable;
import java.util.Objects;

/**
 * How a subtask gets on with its share of a stream: with those of its shards that it has.
 *
 * @param state how, in a word
 * @param reason what is to be known of it, one CamelCase word; empty when nothing is
 * @param message the same for people
 */
public record ShareStatus(State state, String reason, String message) implements Serializable {
  private static final long serialVersionUID = 1L;

  /** From good to bad. */
  public enum State {
    /** Every shard is read, and what is read is taken. */
    FINE,
    /** The same, but something is to be known. */
    NOTABLE,
    /** That is not certain yet. */
    STARTING,
    /** It is not so. */
    FAILING
  }

  /** Every shard is read, and what is read is taken. */
  public static final ShareStatus FINE = new ShareStatus(State.FINE, "", "");

  /** Nothing is certain yet. */
  public static final ShareStatus STARTING = new ShareStatus(State.STARTING, "", "");

  public ShareStatus {
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(reason, "reason");
    Objects.requireNonNull(message, "message");
  }

  /** It works, and something is to be known of it. */
  public static ShareStatus notable(String reason, String message) {
    return new ShareStatus(State.NOTABLE, reason, message);
  }

  /** It does not work, and why. */
  public static ShareStatus failing(String reason, String message) {
    return new ShareStatus(State.FAILING, reason, message);
  }

  /** Whether every shard is read, and what is read is taken. */
  public boolean works() {
    return state == State.FINE || state == State.NOTABLE;
  }
}
