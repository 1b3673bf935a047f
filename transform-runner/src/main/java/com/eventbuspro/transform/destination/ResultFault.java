package com.eventbuspro.transform.destination;

/** A row of the result that its destination can never take. Does not leave this package. */
final class ResultFault extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String code;
  private final String id;

  ResultFault(String code, String message) {
    this(code, message, "unknown");
  }

  ResultFault(String code, String message, String id) {
    super(message);
    this.code = code;
    this.id = id;
  }

  /** The event id, as far as it is known. */
  String id() {
    return id;
  }

  /** One word for machines. */
  String code() {
    return code;
  }
}
