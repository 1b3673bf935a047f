package com.eventbuspro.localaws.kinesis;

/** AWS's words for what a stream is going through. */
enum StreamStatus {
  CREATING,
  DELETING,
  ACTIVE,
  UPDATING
}
