package com.eventbuspro.lake.ledger;

import com.eventbuspro.model.position.Position;
import com.eventbuspro.model.position.ShardId;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * A part of a shard that left the stream before it could be read. Whether it held records is not
 * known.
 *
 * @param shard the shard
 * @param hour when that was found: the hour in which the next record arrived, or in which the shard
 *     was found to be gone; whole hours since the epoch
 * @param after the last position that was read before it
 * @param before the first record that was read after it; null when the shard is gone
 */
public record LedgerGap(ShardId shard, long hour, Position after, @Nullable BigInteger before) {}
