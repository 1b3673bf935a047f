package com.eventbuspro.streams;

import com.eventbuspro.model.position.ShardId;

/** What became of one published entry. A write has three outcomes: yes, no, and unknown. */
public sealed interface PublishOutcome {

  /** The record is in the stream, for good. */
  record Accepted(ShardId shard, String sequence) implements PublishOutcome {}

  /** The record is certainly not in the stream. */
  record Rejected(StreamFailure code, String message) implements PublishOutcome {}

  /**
   * The answer was lost: the record may be in the stream or not. Sending it again may double it;
   * whoever does so should send the same event id.
   */
  record Unknown(String message) implements PublishOutcome {}
}
