package com.eventbuspro.transform.engine;

/**
 * Terms in which jobs may be submitted. What was prepared in one is of no use in the next: others
 * may have acted meanwhile. Safe for many threads.
 */
final class Terms {
  private long number;
  private boolean open;

  /** Begins the next term, unless one is under way. */
  synchronized void begin() {
    if (!open) {
      open = true;
      number++;
    }
  }

  synchronized void end() {
    open = false;
  }

  /** The number of the term, or of the last one. */
  synchronized long number() {
    return number;
  }

  /**
   * Makes sure that a term is under way.
   *
   * @throws EngineException if it is over
   */
  synchronized void require(long term) {
    if (!open || term != number) {
      throw new EngineException(
          "The job was prepared for a time that is over",
          new IllegalStateException("term " + term + " of " + number));
    }
  }
}
