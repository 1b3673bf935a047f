package com.eventbuspro.lake.ledger;

import com.eventbuspro.model.position.Position;
import com.eventbuspro.model.position.ShardId;
import java.util.List;
import java.util.Map;

/**
 * What one commit adds to the ledger.
 *
 * @param previous the number of the commit it was made on top of; 0 when it was the first
 * @param cells by shard and hour; several for the same add up
 * @param gaps parts of shards that were gone before they could be read
 */
public record LedgerDelta(long previous, List<LedgerCell> cells, List<LedgerGap> gaps) {
  /** The key in the snapshot's summary. */
  public static final String KEY = "event-bus.ledger";

  public LedgerDelta {
    cells = List.copyOf(cells);
    gaps = List.copyOf(gaps);
  }

  /** The same on top of another commit. */
  public LedgerDelta onTopOf(long number) {
    return new LedgerDelta(number, cells, gaps);
  }

  /**
   * Its text, some 30 bytes a cell.
   *
   * @param positions how far the shards are after the commit; {@link #decode} needs the same
   */
  public String encode(Map<ShardId, Position> positions) {
    return LedgerFormat.encode(this, positions);
  }

  /**
   * Reads what {@link #encode} wrote.
   *
   * @throws IllegalArgumentException if it is anything else, or written by a newer version
   */
  public static LedgerDelta decode(String text, Map<ShardId, Position> positions) {
    return LedgerFormat.decode(text, positions);
  }
}
