package com.eventbuspro.localaws.http;

/** Decides whether a principal may do something. Must be safe for use by many threads, and fast. */
@FunctionalInterface
public interface Authorizer {
  /** Answers {@link Decision.Allowed} or {@link Decision.Denied} with AWS's message. */
  Decision decide(AccessRequest request);

  /** The verdict of an {@link Authorizer}. */
  sealed interface Decision {
    /** The action may go on. */
    record Allowed() implements Decision {}

    /**
     * The action is refused.
     *
     * @param message AWS's text: "User: … is not authorized to perform: … on resource: … because …"
     */
    record Denied(String message) implements Decision {}

    /** The shared positive verdict. */
    Allowed ALLOWED = new Allowed();
  }
}
