package com.eventbuspro.transform.store;

import java.sql.SQLException;

/** The database did not answer, or not as it should. */
public final class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StoreException(String what, SQLException cause) {
    super("The database failed to " + what + ": " + cause.getMessage(), cause);
  }
}
