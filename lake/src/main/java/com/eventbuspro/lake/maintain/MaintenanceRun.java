package com.eventbuspro.lake.maintain;

import com.eventbuspro.model.EventTypeName;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A piece of maintenance, as far as it is.
 *
 * @param eventType whose table
 * @param table which table
 * @param kind what is done
 * @param state how far it is
 * @param started when it began
 * @param ended when it ended; null while it runs
 * @param percent how much of it is done
 * @param before what there was, in what the kind counts
 * @param after what is left of it
 * @param message what happened, for people; empty while nothing did
 */
public record MaintenanceRun(
    EventTypeName eventType,
    TableRole table,
    MaintenanceKind kind,
    State state,
    Instant started,
    @Nullable Instant ended,
    int percent,
    Size before,
    Size after,
    String message) {

  /** How far it is. */
  public enum State {
    RUNNING,
    DONE,
    /** It is tried again; nothing is lost or half done. */
    FAILED
  }

  /** So many things of so many bytes together. */
  public record Size(long count, long bytes) {
    /** Nothing. */
    public static final Size NONE = new Size(0, 0);
  }
}
