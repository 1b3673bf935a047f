package com.eventbuspro.benchmarks.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.Snapshot;
import org.jspecify.annotations.Nullable;

/**
 * Measures how long it takes from the kill of the only sink until any event table has a new
 * snapshot. While there is nothing to measure, it does not disturb.
 */
final class Recovery {
  private static final Duration PAUSE = Duration.ofMillis(50);

  private final World world;
  private final List<Sample> samples = new ArrayList<>();
  private @Nullable Pending pending;

  Recovery(World world) {
    this.world = world;
    Background.run("recovery", this::watch);
  }

  /** One recovery, in milliseconds since the epoch. */
  record Sample(long killed, long committed) {}

  private static final class Pending {
    private final long killed;
    private @Nullable Map<String, Long> before;

    Pending(long killed) {
      this.killed = killed;
    }
  }

  /**
   * The only sink was killed just now. A kill before it that nothing was recovered from is void.
   */
  synchronized void killed() {
    pending = new Pending(System.currentTimeMillis());
  }

  synchronized List<Sample> samples() {
    return List.copyOf(samples);
  }

  private synchronized @Nullable Pending pending() {
    return pending;
  }

  private void watch() {
    while (true) {
      Pending now = pending();
      if (now != null) {
        try {
          look(now, snapshots());
        } catch (RuntimeException e) {
          // The lake cannot be read, so it has not recovered.
        }
      }
      Background.pause(PAUSE);
    }
  }

  private synchronized void look(Pending now, Map<String, Long> snapshots) {
    if (now != pending) {
      return;
    }
    if (now.before == null) {
      now.before = snapshots;
    } else if (!now.before.equals(snapshots)) {
      samples.add(new Sample(now.killed, System.currentTimeMillis()));
      pending = null;
    }
  }

  private Map<String, Long> snapshots() {
    Map<String, Long> snapshots = new HashMap<>();
    for (EventTypes.Type type : EventTypes.ALL) {
      Snapshot newest = world.lake().load(type.name()).currentSnapshot();
      snapshots.put(type.name().toString(), newest == null ? 0 : newest.snapshotId());
    }
    return snapshots;
  }
}
