package com.eventbuspro.transform.analysis;

import java.util.Objects;

/**
 * Why a result cannot go where it is to go.
 *
 * @param code what kind of fault
 * @param message what is wrong; a sentence
 * @param suggestion what to do about it
 */
record DestinationFault(Code code, String message, String suggestion) {
  DestinationFault {
    Objects.requireNonNull(code, "code");
    Objects.requireNonNull(message, "message");
    Objects.requireNonNull(suggestion, "suggestion");
  }

  enum Code {
    /** Rows change later, and the destination cannot take back what it was sent. */
    UPDATING_RESULT,
    /** Rows change later, and nothing tells which. */
    KEY_NEEDED,
    /** The key names a column that the result does not have. */
    KEY_UNKNOWN_COLUMN,
    /** A column of the key may be null. */
    KEY_NULLABLE,
    /** A column of the key is of a type that no key can have. */
    KEY_TYPE,
    /** A column has a name that the destination keeps for itself. */
    COLUMN_NAME,
    /** A column is of a type that the destination does not know. */
    COLUMN_TYPE,
    /** The columns together are no schema. */
    SCHEMA
  }
}
