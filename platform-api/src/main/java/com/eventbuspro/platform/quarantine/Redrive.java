package com.eventbuspro.platform.quarantine;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A request to take records out of quarantine, and how far it is.
 *
 * @param id finds it; stands in the summary of every snapshot that was made for it
 * @param number grows with time
 * @param eventType whose quarantine
 * @param action where the records go
 * @param selection which records are meant
 * @param reason why
 * @param requestedBy who asked
 * @param requestedAt when
 * @param state how it stands
 * @param message why it failed, or why the last try did; empty when nothing did
 * @param taken records that left quarantine by it
 * @param failing records that were read with the current schemas and rejected again: they stay
 * @param finishedAt when it was done or given up; null while it is open
 */
public record Redrive(
    UUID id,
    long number,
    String eventType,
    Action action,
    Selection selection,
    String reason,
    String requestedBy,
    Instant requestedAt,
    State state,
    String message,
    long taken,
    long failing,
    @Nullable Instant finishedAt) {

  /** Where records go. */
  public enum Action {
    /** Into the table, if they pass. */
    REDRIVE("redrive"),
    /** Away for good. */
    DISCARD("discard");

    private final String verb;

    Action(String verb) {
      this.verb = verb;
    }

    /** The verb in the action of an audit record. */
    String verb() {
      return verb;
    }
  }

  /** How a request stands. */
  public enum State {
    /** Nobody works on it at the moment. */
    WAITING,
    /** Somebody works on it. */
    RUNNING,
    /** Everything that is meant was read; what passed is in the table. */
    DONE,
    /** Given up. What was taken by then stays taken; asking again does the rest. */
    FAILED
  }
}
