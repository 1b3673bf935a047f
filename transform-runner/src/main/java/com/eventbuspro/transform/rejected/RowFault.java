package com.eventbuspro.transform.rejected;

/** A row of a result that its destination can never take. */
public final class RowFault extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public RowFault(String message) {
    super(message);
  }
}
