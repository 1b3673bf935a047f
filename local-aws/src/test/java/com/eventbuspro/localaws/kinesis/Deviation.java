package com.eventbuspro.localaws.kinesis;

import java.util.Set;

/** Ways in which a server is known to differ from AWS's documentation. */
enum Deviation {
  /** PutRecords takes more than 500 records. */
  TAKES_OVERSIZE_BATCHES,
  /** ShardFilter AT_LATEST, AT_TIMESTAMP or AT_TRIM_HORIZON are answered otherwise. */
  SHARD_FILTERS,
  /** Errors carry other texts than AWS's. */
  OTHER_MESSAGES,
  /** Answers 500 to an iterator it never gave out. */
  FAILS_ON_INVENTED_ITERATORS,
  /** Sequence numbers of another shard are taken. */
  TAKES_FOREIGN_SEQUENCE_NUMBERS,
  /** UpdateShardCount does not lay shards out evenly. */
  UNEVEN_SCALING,
  /** Bad members are refused with another code than ValidationException. */
  OTHER_VALIDATION_CODES,
  /** A split key on the edge of a shard is taken. */
  TAKES_EDGE_SPLITS,
  /** Shards of a stream on demand can be split. */
  SPLITS_ON_DEMAND;

  /** What kinesis-local, and LocalStack, which runs it, are known for. */
  static final Set<Deviation> OF_KINESIS_LOCAL = Set.of(values());
}
