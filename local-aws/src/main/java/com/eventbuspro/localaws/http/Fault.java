package com.eventbuspro.localaws.http;

import java.time.Duration;

/** Something that goes wrong on purpose; see {@link Faults}. */
public sealed interface Fault {
  /** Waits before the work is done. */
  record Delay(Duration time) implements Fault {}

  /** Answers an AWS error and does no work. */
  record Error(int status, String code, String message) implements Fault {}

  /** Cuts the connection before any work: the caller cannot tell, but nothing happened. */
  record DropRequest() implements Fault {}

  /** Does the work, then cuts the connection: the caller cannot tell, and it happened. */
  record DropAnswer() implements Fault {}

  /** Kinesis' own throttling error. */
  static Fault throttling() {
    return new Error(
        400, "ProvisionedThroughputExceededException", "Rate exceeded for shard (injected fault).");
  }

  /** An error of the service itself, which clients retry. */
  static Fault internalFailure() {
    return new Error(500, "InternalFailure", "Injected fault.");
  }
}
