package com.eventbuspro.model.event;

/** Carries a rejection out of nested readers; no stack trace, since bad records come in floods. */
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final RejectionCause cause;
  private final String pointer;

  Refusal(RejectionCause cause, String pointer, String message) {
    super(message, null, false, false);
    this.cause = cause;
    this.pointer = pointer;
  }

  RejectionCause cause() {
    return cause;
  }

  String pointer() {
    return pointer;
  }

  String message() {
    return String.valueOf(getMessage());
  }
}
