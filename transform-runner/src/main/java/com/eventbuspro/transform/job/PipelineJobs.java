package com.eventbuspro.transform.job;

import com.eventbuspro.lake.LakeCatalog;
import com.eventbuspro.lake.maintain.Pins;
import com.eventbuspro.lake.write.TablePositions;
import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.model.pipeline.PipelineStart;
import com.eventbuspro.streams.source.StreamsFactory;
import com.eventbuspro.transform.rejected.RejectedEvents;
import com.eventbuspro.transform.source.LakeAccess;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.apache.flink.configuration.Configuration;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;

/** Makes Flink jobs of pipelines. Nothing is started here. Safe for many threads. */
public final class PipelineJobs {
  private final LakeAccess lake;
  private final StreamsFactory streams;
  private final RejectedEvents rejected;
  private final Clock clock;

  /**
   * Jobs over one lake and its streams.
   *
   * @param lake travels with the job
   * @param streams travels with the job
   * @param rejected where events go that a job cannot deal with; travels with the job
   * @param clock tells what {@code now} is
   */
  public PipelineJobs(
      LakeAccess lake, StreamsFactory streams, RejectedEvents rejected, Clock clock) {
    this.lake = Objects.requireNonNull(lake, "lake");
    this.streams = Objects.requireNonNull(streams, "streams");
    this.rejected = Objects.requireNonNull(rejected, "rejected");
    this.clock = Objects.requireNonNull(clock, "clock");
  }

  /**
   * The job of a pipeline's version.
   *
   * @param flink the configuration it runs with: checkpoints, restarts, state backend
   * @throws com.eventbuspro.transform.sql.SqlException if the SQL is wrong
   */
  public BuiltJob build(JobSpec spec, Configuration flink) {
    throw new UnsupportedOperationException(lake + " " + streams + " " + rejected);
  }

  /**
   * Decides where an event type is read from, and pins the snapshot that is read. Asking again with
   * the same pin gives the same snapshot for as long as it is not released.
   *
   * @param schemaVersion its newest schema version
   * @param pin letters, digits, {@code _}, {@code .} and {@code -}, up to 100; unique to the run
   * @throws com.eventbuspro.lake.LakeException if the lake has no table, or cannot be reached
   */
  public Origin originOf(
      EventTypeName eventType, int schemaVersion, PipelineStart start, String pin) {
    if (start instanceof PipelineStart.Now) {
      return live(clock.instant(), schemaVersion);
    }
    try (LakeCatalog open = lake.open()) {
      Table table = open.load(eventType);
      OptionalLong pinned = Pins.pinned(table, pin);
      Snapshot current =
          pinned.isPresent() ? table.snapshot(pinned.getAsLong()) : table.currentSnapshot();
      if (current == null) {
        return new Origin(start.toString(), schemaVersion, null, null, Map.of(), 0);
      }
      if (start instanceof PipelineStart.At at && isAfter(at.arrival(), current)) {
        return live(at.arrival(), schemaVersion);
      }
      Pins.pin(table, pin, current.snapshotId());
      Map<String, String> positions = new TreeMap<>();
      TablePositions.read(table, current.snapshotId())
          .forEach((shard, position) -> positions.put(shard.value(), position.encode()));
      return new Origin(
          start.toString(), schemaVersion, current.snapshotId(), pin, positions, rows(current));
    }
  }

  /** Lets all go that was pinned under an id in an event type's table. May be repeated. */
  public void release(EventTypeName eventType, String pin) {
    try (LakeCatalog open = lake.open()) {
      Table table = open.load(eventType);
      for (String id : Pins.all(table).keySet()) {
        if (id.equals(pin) || id.startsWith(pin + ".")) {
          Pins.unpin(table, id);
        }
      }
    }
  }

  /** Whether all that arrived at a moment or later is in the stream only, and may be there now. */
  private boolean isAfter(Instant arrival, Snapshot snapshot) {
    return arrival.toEpochMilli() > snapshot.timestampMillis() && !arrival.isAfter(clock.instant());
  }

  private static Origin live(Instant from, int schemaVersion) {
    return new Origin(from.toString(), schemaVersion, null, null, Map.of(), 0);
  }

  private static long rows(Snapshot snapshot) {
    String total = snapshot.summary().getOrDefault("total-records", "0");
    return total.matches("[0-9]{1,18}") ? Long.parseLong(total) : 0;
  }
}
