package com.eventbuspro.transform.rejected;

import com.eventbuspro.transform.errors.EventPlace;

/**
 * The SQL broke at an event in a way that does not tell whether the event is to blame, so it is not
 * left behind: the job fails, and names it.
 */
public final class EventFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What was thrown while an event was dealt with. */
  public EventFailedException(EventPlace place, Throwable thrown) {
    super(
        "The SQL broke at the " + place + ": " + RecordFaults.rootOf(thrown).getClass().getName(),
        thrown);
  }
}
