package com.eventbuspro.transform.rejected;

import java.util.ArrayDeque;
import java.util.Deque;

/** How many records may be rejected: at most 100 among the last 10,000, by one subtask. */
public final class RejectionBudget {
  private static final int WINDOW = 10_000;
  private static final int MOST = WINDOW / 100;

  // The numbers, counted from the first record, of those rejected lately.
  private final Deque<Long> lately = new ArrayDeque<>();
  private long records;

  /** A record was taken up, whatever becomes of it. */
  public void record() {
    records++;
  }

  /**
   * The record taken up last was rejected.
   *
   * @throws TooManyRejectedException if that was one too many
   */
  public void rejected(Throwable fault) {
    lately.add(records);
    while (lately.peekFirst() <= records - WINDOW) {
      lately.removeFirst();
    }
    if (lately.size() > MOST) {
      throw new TooManyRejectedException(
          lately.size()
              + " of the last "
              + Math.min(records, WINDOW)
              + " events were rejected, the last one because: "
              + fault.getMessage(),
          fault);
    }
  }
}
