package com.eventbuspro.localaws.kinesis;

import com.eventbuspro.localaws.http.AwsException;

/** Kinesis' own errors, in its words. */
final class Errors {
  static final String THROUGHPUT_EXCEEDED = "ProvisionedThroughputExceededException";

  private Errors() {}

  static AwsException streamNotFound(String stream, String account) {
    return new AwsException(
        400,
        "ResourceNotFoundException",
        "Stream " + stream + " under account " + account + " not found.");
  }

  static AwsException shardNotFound(String shard, String stream, String account) {
    return new AwsException(
        400,
        "ResourceNotFoundException",
        "Could not find shard "
            + shard
            + " in stream "
            + stream
            + " under account "
            + account
            + ".");
  }

  static AwsException inUse(String message) {
    return new AwsException(400, "ResourceInUseException", message);
  }

  static AwsException invalidArgument(String message) {
    return new AwsException(400, "InvalidArgumentException", message);
  }

  static AwsException validation(String message) {
    return new AwsException(400, "ValidationException", message);
  }

  static AwsException limitExceeded(String message) {
    return new AwsException(400, "LimitExceededException", message);
  }
}
