package com.eventbuspro.benchmarks.faults;

import com.eventbuspro.lake.LakeCatalog;
import com.eventbuspro.lake.write.TablePositions;
import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.model.position.Position;
import com.eventbuspro.model.position.ShardId;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Waits, after the last fault, until the lake has taken all that is in a stream. */
final class Settling {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration PAUSE = Duration.ofMillis(500);

  private Settling() {}

  /** False if the lake stands still for some minutes before it has everything. */
  static boolean await(LakeCatalog lake, EventTypeName name, StreamTruth truth) {
    long wanted = truth.size();
    long most = -1;
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < deadline) {
      long size = Retry.until(() -> LakeSize.of(lake, name));
      if (size >= wanted
          && isRead(Retry.until(() -> TablePositions.read(lake.load(name))), truth)) {
        return true;
      }
      if (size > most) {
        most = size;
        deadline = System.nanoTime() + PATIENCE.toNanos();
      }
      Background.pause(PAUSE);
    }
    return false;
  }

  private static boolean isRead(Map<ShardId, Position> positions, StreamTruth truth) {
    return truth.shards().entrySet().stream()
        .allMatch(
            shard ->
                last(shard.getValue())
                        .compareTo(positions.getOrDefault(shard.getKey(), Position.BEGINNING))
                    <= 0);
  }

  private static Position last(List<SentEvent> events) {
    return events.isEmpty()
        ? Position.BEGINNING
        : Position.after(String.valueOf(events.get(events.size() - 1).sequence));
  }
}
