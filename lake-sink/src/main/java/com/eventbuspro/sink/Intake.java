package com.eventbuspro.sink;

import com.eventbuspro.lake.LakeException;
import com.eventbuspro.lake.write.TableWriter;
import com.eventbuspro.model.event.Decoded;
import com.eventbuspro.model.event.EventDecoder;
import com.eventbuspro.model.position.Position;
import com.eventbuspro.model.position.ShardId;
import com.eventbuspro.streams.ReadBatch;
import com.eventbuspro.streams.StreamRecord;
import com.eventbuspro.streams.source.ShardBatch;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decodes records and hands each to the writer: as an event, or with the reason why it is none.
 * Stops before a record that cannot be judged yet.
 */
final class Intake {
  // How far the clocks of the stream, the database and this machine may differ.
  private static final Duration CLOCK_SLACK = Duration.ofSeconds(2);

  private final CaptureMeter meter;
  private final Map<ShardId, Position> gaps = new HashMap<>();
  private EventDecoder decoder;
  private Assignment newest;
  private Instant newestAsOf = Instant.EPOCH;
  private int awaited;

  Intake(Assignment assignment, CaptureMeter meter) {
    this.meter = meter;
    this.decoder = decoder(assignment);
    this.newest = assignment;
  }

  /** Why the intake stopped. */
  enum Stop {
    /** It did not: every record was taken. */
    NONE,
    /** A schema version that is not known, and may have been registered a moment ago. */
    UNKNOWN_VERSION,
    /** The table has not got the columns of the record's schema version yet. */
    TABLE_BEHIND
  }

  /**
   * What became of a batch.
   *
   * @param last the last record taken, or null
   * @param oldest the earliest arrival among those taken, or null
   * @param stop why the rest was not taken
   */
  record Taken(@Nullable StreamRecord last, @Nullable Instant oldest, Stop stop) {}

  /** Decodes by this declaration from now on; the table has its columns. */
  void use(Assignment assignment) {
    decoder = decoder(assignment);
  }

  /** Knows the newest declaration, true as of a time. It may not be in use yet. */
  void know(Assignment assignment, Instant asOf) {
    newest = assignment;
    newestAsOf = asOf;
  }

  /** The schema version of the record that last found the table behind; 0 when none did yet. */
  int awaited() {
    return awaited;
  }

  Taken take(TableWriter writer, ShardBatch batch) {
    StreamRecord last = null;
    Instant oldest = null;
    int taken = 0;
    noteGap(batch);
    for (StreamRecord record : batch.records()) {
      boolean isNew = writer.isNew(batch.shard(), record.sequence());
      Stop stop = take(writer, batch.shard(), record);
      if (stop != Stop.NONE) {
        meter.took(batch.records().subList(0, taken));
        return new Taken(last, oldest, stop);
      }
      taken++;
      if (isNew) {
        count(writer, batch.shard(), record);
      }
      if (oldest == null || record.arrival().isBefore(oldest)) {
        oldest = record.arrival();
      }
      last = record;
    }
    meter.took(batch.records());
    return new Taken(last, oldest, Stop.NONE);
  }

  /** Told with the next record, since only that says where the gap ends. */
  private void noteGap(ShardBatch batch) {
    if (batch.gap() == ReadBatch.Gap.POSSIBLE) {
      gaps.put(batch.shard(), batch.from());
    }
  }

  /** Counts a record that was dealt with, whatever became of it. */
  private void count(TableWriter writer, ShardId shard, StreamRecord record) {
    long arrival = micros(record.arrival());
    writer.countRead(shard, record.sequence(), arrival);
    Position gap = gaps.remove(shard);
    if (gap != null) {
      writer.countGap(shard, gap, record.sequence(), arrival);
    }
  }

  /** Notes that a shard ended, and that its end was never read if it was not. */
  void end(TableWriter writer, ShardId shard, Instant now) {
    Position gap = gaps.remove(shard);
    if (writer.advance(shard, Position.ENDED) && gap != null) {
      writer.countGap(shard, gap, null, micros(now));
    }
  }

  private Stop take(TableWriter writer, ShardId shard, StreamRecord record) {
    Decoded decoded = decoder.decode(record.data(), shard, record.sequence(), record.arrival());
    if (decoded instanceof Decoded.UnknownVersion unknown) {
      if (mayBeRegistered(unknown.version(), record.arrival())) {
        return Stop.UNKNOWN_VERSION;
      }
      decoded = unknown.reject();
    }
    long arrival = micros(record.arrival());
    if (decoded instanceof Decoded.Event event) {
      return append(writer, shard, record.sequence(), arrival, event);
    }
    Decoded.Rejected rejected = (Decoded.Rejected) decoded;
    if (writer.reject(shard, record.sequence(), arrival, record.data(), rejected)) {
      meter.rejected(rejected.cause());
    }
    return Stop.NONE;
  }

  /**
   * Whether a version that the decoder does not know is registered: it is in the newest declaration
   * though not in use yet, or that declaration is older than the record.
   */
  private boolean mayBeRegistered(int version, Instant arrival) {
    return newest.schemas().stream().anyMatch(schema -> schema.version() == version)
        || !arrival.plus(CLOCK_SLACK).isBefore(newestAsOf);
  }

  private Stop append(
      TableWriter writer, ShardId shard, String sequence, long arrival, Decoded.Event event) {
    try {
      writer.append(shard, sequence, arrival, event);
      return Stop.NONE;
    } catch (LakeException e) {
      if (e.code() != LakeException.Code.SCHEMA_BEHIND) {
        throw e;
      }
      awaited = event.schemaVersion();
      return Stop.TABLE_BEHIND;
    }
  }

  private static long micros(Instant time) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, time);
  }

  private static EventDecoder decoder(Assignment assignment) {
    return EventDecoder.of(assignment.eventType(), assignment.schemas(), assignment.timeProperty());
  }
}
