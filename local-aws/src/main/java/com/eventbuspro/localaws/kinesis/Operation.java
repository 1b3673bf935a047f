package com.eventbuspro.localaws.kinesis;

/** One operation of the API. Must be safe for use by many threads. */
@FunctionalInterface
interface Operation {
  /** Does the work and says what to answer; throws AwsException to refuse. */
  Output run(Call call);
}
