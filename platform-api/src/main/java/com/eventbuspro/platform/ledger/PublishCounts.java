package com.eventbuspro.platform.ledger;

import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.streams.Entry;
import com.eventbuspro.streams.PublishOutcome;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Counts what was published, in memory, until {@link PublishFlush} takes it. Costs a publish a few
 * microseconds for each batch that it sends.
 *
 * <p>An hour is counted in three slices. The hour of a publish is that of its acknowledgement by
 * our clock, the hour of its record that of its arrival by the stream's clock: around the full hour
 * they may differ. Kept apart, those few records do not blur the rest of the hour when it is
 * compared.
 */
@Component
public class PublishCounts {
  private static final long HOUR_MILLIS = 3_600_000;
  private static final long EDGE_MILLIS = 5_000;
  private static final int EARLY = 0;
  private static final int MIDDLE = 1;
  private static final int LATE = 2;

  /** The shard of publishes of unknown outcome: nobody knows it. */
  private static final String NO_SHARD = "";

  private final Clock clock;
  private Map<Key, PublishCount> counts = new HashMap<>();

  PublishCounts(Clock clock) {
    this.clock = clock;
  }

  /** A row of {@code ledger_published}. */
  record Key(String eventType, long hour, String shard, int slice) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      int order = eventType.compareTo(other.eventType);
      order = order == 0 ? Long.compare(hour, other.hour) : order;
      order = order == 0 ? shard.compareTo(other.shard) : order;
      return order == 0 ? Integer.compare(slice, other.slice) : order;
    }
  }

  /**
   * Counts what became of entries. What was rejected is in no stream and is not counted.
   *
   * @param outcomes what the stream said of each entry, in the same order
   */
  public void add(EventTypeName eventType, List<Entry> entries, List<PublishOutcome> outcomes) {
    long now = clock.millis();
    long hour = Math.floorDiv(now, HOUR_MILLIS);
    int slice = slice(Math.floorMod(now, HOUR_MILLIS));
    Map<String, PublishCount> byShard = new HashMap<>();
    for (int i = 0; i < outcomes.size(); i++) {
      PublishOutcome outcome = outcomes.get(i);
      if (outcome instanceof PublishOutcome.Accepted yes) {
        byShard
            .computeIfAbsent(yes.shard().value(), shard -> new PublishCount())
            .accepted(yes.sequence(), entries.get(i).data().length);
      } else if (outcome instanceof PublishOutcome.Unknown) {
        byShard.computeIfAbsent(NO_SHARD, shard -> new PublishCount()).unknown();
      }
    }
    String name = eventType.toString();
    synchronized (this) {
      byShard.forEach(
          (shard, count) ->
              counts.merge(new Key(name, hour, shard, slice), count, PublishCount::plus));
    }
  }

  private static int slice(long millisOfHour) {
    if (millisOfHour < EDGE_MILLIS) {
      return EARLY;
    }
    return millisOfHour < HOUR_MILLIS - EDGE_MILLIS ? MIDDLE : LATE;
  }

  /** Gives away what was counted since the last time. */
  synchronized Map<Key, PublishCount> take() {
    Map<Key, PublishCount> taken = counts;
    counts = new HashMap<>();
    return taken;
  }
}
