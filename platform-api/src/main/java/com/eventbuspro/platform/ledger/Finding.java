package com.eventbuspro.platform.ledger;

import com.eventbuspro.lake.ledger.SequenceRange;
import java.time.Instant;

/**
 * A place where the ledger does not add up, or cannot say.
 *
 * @param hour where it is shown
 * @param shard the shard
 * @param kind what is wrong
 * @param range where in the shard
 * @param missing how many records are certainly missing there, at least; 0 where that is not known
 */
record Finding(Instant hour, String shard, ProblemKind kind, SequenceRange range, long missing) {}
