package com.eventbuspro.transform.analysis;

/** As much as may be done at once is being done; the same may work in a moment. */
public final class BusyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Says what is being done. */
  public BusyException(String message) {
    super(message);
  }
}
