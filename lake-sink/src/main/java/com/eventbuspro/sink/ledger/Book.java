package com.eventbuspro.sink.ledger;

import com.eventbuspro.lake.ledger.LedgerMark;
import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.model.position.Position;
import com.eventbuspro.model.position.ShardId;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How far the ledger of an event type is.
 *
 * @param eventType the event type
 * @param table the table that the commits are of; null before the first one
 * @param mark up to which commit all are recorded
 * @param positions how far the shards are as of that commit
 * @param asked how often others have asked that the table be looked at
 */
record Book(
    EventTypeName eventType,
    @Nullable UUID table,
    LedgerMark mark,
    Map<ShardId, Position> positions,
    long asked) {
  Book {
    positions = Map.copyOf(positions);
  }

  static Book empty(EventTypeName eventType) {
    return new Book(eventType, null, LedgerMark.NONE, Map.of(), 0);
  }

  /** The same for another table of that name: nothing is recorded of it. */
  Book remade(UUID other) {
    return new Book(eventType, other, LedgerMark.NONE, Map.of(), asked);
  }

  Position position(ShardId shard) {
    return positions.getOrDefault(shard, Position.BEGINNING);
  }
}
