package com.eventbuspro.provisioner.engine;

/** Why the cloud did not do, or not tell, what it was asked. */
public enum CloudFailure {
  THROTTLED(
      "Throttled", Certainty.NOT_DONE, "It is tried again more slowly; nothing needs to be done."),
  LIMIT_EXCEEDED(
      "LimitExceeded",
      Certainty.NOT_DONE,
      "Have the account's quota raised, or remove what is not needed; it is tried again by itself."),
  UNAVAILABLE(
      "Unavailable",
      Certainty.NOT_DONE,
      "It is tried again; look at the service's health if it stays so."),
  BUSY("Busy", Certainty.NOT_DONE, "Another change takes effect; it is tried again."),
  NOT_FOUND(
      "NotFound", Certainty.NOT_DONE, "It vanished between two looks; the next run looks again."),
  CONFLICT("Conflict", Certainty.UNKNOWN, "The next run looks at what exists now."),
  ACCESS_DENIED(
      "AccessDenied",
      Certainty.NOT_DONE,
      "Allow it to the identity the provisioner runs as; it is tried again by itself."),
  INVALID(
      "Refused",
      Certainty.NOT_DONE,
      "The request as declared is not acceptable: change the declaration, or report a fault in"
          + " Event Bus Pro."),
  UNKNOWN_OUTCOME(
      "OutcomeUnknown", Certainty.UNKNOWN, "The next run reads back whether it happened."),
  UNEXPECTED(
      "UnexpectedError",
      Certainty.UNKNOWN,
      "The next run reads back whether it happened; the provisioner's log tells more.");

  /** What is known about a change that failed. */
  public enum Certainty {
    /** It certainly was not made. */
    NOT_DONE,
    /** It may have been made: look before anything else. */
    UNKNOWN
  }

  private final String reason;
  private final Certainty certainty;
  private final String advice;

  CloudFailure(String reason, Certainty certainty, String advice) {
    this.reason = reason;
    this.certainty = certainty;
    this.advice = advice;
  }

  String reason() {
    return reason;
  }

  /** What is known about the change that was asked for. */
  public Certainty certainty() {
    return certainty;
  }

  String advice() {
    return advice;
  }
}
