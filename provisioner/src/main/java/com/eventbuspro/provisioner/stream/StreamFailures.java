package com.eventbuspro.provisioner.stream;

import com.eventbuspro.provisioner.engine.CloudException;
import com.eventbuspro.provisioner.engine.CloudFailure;
import com.eventbuspro.streams.StreamFailure;
import com.eventbuspro.streams.StreamsException;

/** Says the streams' failures in the engine's words. */
final class StreamFailures {
  private StreamFailures() {}

  static CloudException translate(StreamsException e) {
    return new CloudException(failure(e.code()), e.getMessage(), e);
  }

  private static CloudFailure failure(StreamFailure code) {
    return switch (code) {
      case NOT_FOUND -> CloudFailure.NOT_FOUND;
      case ALREADY_EXISTS -> CloudFailure.CONFLICT;
      case BUSY -> CloudFailure.BUSY;
      case THROTTLED -> CloudFailure.THROTTLED;
      case ACCESS_DENIED -> CloudFailure.ACCESS_DENIED;
      case LIMIT_EXCEEDED -> CloudFailure.LIMIT_EXCEEDED;
      case INVALID -> CloudFailure.INVALID;
      case UNAVAILABLE -> CloudFailure.UNAVAILABLE;
      case UNKNOWN_OUTCOME -> CloudFailure.UNKNOWN_OUTCOME;
      // These are about records; a stream's administration never answers them.
      case RECORD_TOO_LARGE, INVALID_PARTITION_KEY, NOT_ATTEMPTED -> CloudFailure.UNEXPECTED;
    };
  }
}
