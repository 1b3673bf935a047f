package com.eventbuspro.localaws.kinesis;

/** Who decides on the number of shards. */
enum StreamMode {
  PROVISIONED,
  ON_DEMAND
}
