package com.eventbuspro.streams;

/** Why something could not be done with a stream. */
public enum StreamFailure {
  /** No such stream or shard. */
  NOT_FOUND,
  /** A stream of that name exists already. */
  ALREADY_EXISTS,
  /** The stream is being created, changed or deleted; possible later. */
  BUSY,
  /** Too fast; possible later. */
  THROTTLED,
  /** Our credentials are wrong or not allowed to do this. */
  ACCESS_DENIED,
  /** A quota of the account would be passed, for instance the number of shards. */
  LIMIT_EXCEEDED,
  /** The request itself is wrong; it will never succeed. */
  INVALID,
  /** The record and its key are too large; see {@link Streams#MAX_RECORD_BYTES}. */
  RECORD_TOO_LARGE,
  /** The partition key is empty or longer than 256 characters. */
  INVALID_PARTITION_KEY,
  /** Not sent, since an earlier entry of the same call failed or is unknown; may be sent again. */
  NOT_ATTEMPTED,
  /** The service could not be reached or failed, and certainly nothing was changed. */
  UNAVAILABLE,
  /** The answer was lost: what was asked may have happened or not. Look before asking again. */
  UNKNOWN_OUTCOME
}
