package com.eventbuspro.lake.write;

import com.eventbuspro.lake.ledger.LedgerCell;
import com.eventbuspro.model.position.ShardId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the next removal will say in the ledger, by shard and hour of arrival. */
final class RemovalTally {
  private final Map<Key, Counts> cells = new TreeMap<>();

  private record Key(ShardId shard, long hour) implements Comparable<Key> {
    private static final Comparator<Key> ORDER =
        Comparator.comparing(Key::shard).thenComparingLong(Key::hour);

    @Override
    public int compareTo(Key other) {
      return ORDER.compare(this, other);
    }
  }

  private static final class Counts {
    private long redriven;
    private long discarded;
  }

  void redriven(ShardId shard, long arrivalMicros) {
    counts(shard, arrivalMicros).redriven++;
  }

  void discarded(ShardId shard, long arrivalMicros) {
    counts(shard, arrivalMicros).discarded++;
  }

  private Counts counts(ShardId shard, long arrivalMicros) {
    return cells.computeIfAbsent(
        new Key(shard, LedgerCell.hourOf(arrivalMicros)), none -> new Counts());
  }

  /** How many enter the event table. */
  long redriven() {
    return cells.values().stream().mapToLong(counts -> counts.redriven).sum();
  }

  List<LedgerCell> take() {
    List<LedgerCell> taken = new ArrayList<>();
    cells.forEach(
        (key, counts) ->
            taken.add(
                LedgerCell.moved(key.shard(), key.hour(), counts.redriven, counts.discarded)));
    clear();
    return taken;
  }

  void clear() {
    cells.clear();
  }
}
