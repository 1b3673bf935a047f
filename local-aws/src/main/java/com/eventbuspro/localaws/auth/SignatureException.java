package com.eventbuspro.localaws.auth;

/** A request whose signature does not prove who sent it. */
public final class SignatureException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What is wrong; each protocol has its own code for it. */
  public enum Reason {
    /** Nothing that looks like a signature was sent. */
    MISSING,
    /** A part of the signature is missing or cannot be read. */
    INCOMPLETE,
    /** No such access key. */
    UNKNOWN_KEY,
    /** The session token is missing or is not the one given out with the access key. */
    INVALID_TOKEN,
    /** The temporary credentials are over. */
    EXPIRED_TOKEN,
    /**
     * The request is older or newer than the allowed clock skew, or a presigned address is over.
     */
    SKEWED,
    /** The signature is not the one the secret key gives. */
    MISMATCH,
    /** The body is not the one that was signed. */
    PAYLOAD_MISMATCH
  }

  private final Reason reason;

  SignatureException(Reason reason, String message) {
    // No stack trace: it says what the caller did wrong.
    super(message, null, false, false);
    this.reason = reason;
  }

  /** What is wrong. */
  public Reason reason() {
    return reason;
  }

  /** The message; never null. */
  public String text() {
    return String.valueOf(getMessage());
  }
}
