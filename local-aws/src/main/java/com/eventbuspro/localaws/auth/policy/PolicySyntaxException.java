package com.eventbuspro.localaws.auth.policy;

/** A policy document that IAM would not accept; the message says what is wrong with it. */
public final class PolicySyntaxException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  PolicySyntaxException(String message) {
    // No stack trace: it says what the author of the document did wrong.
    super(message, null, false, false);
  }

  /** What is wrong; never null. */
  public String text() {
    return String.valueOf(getMessage());
  }
}
