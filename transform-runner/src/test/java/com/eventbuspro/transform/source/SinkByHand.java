package com.eventbuspro.transform.source;

import com.eventbuspro.lake.LakeCatalog;
import com.eventbuspro.lake.write.CommitOutcome;
import com.eventbuspro.lake.write.TableWriter;
import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.model.event.Decoded;
import com.eventbuspro.model.event.EventDecoder;
import com.eventbuspro.model.position.Position;
import com.eventbuspro.model.schema.EventSchema;
import com.eventbuspro.streams.ReadBatch;
import com.eventbuspro.streams.ReadFrom;
import com.eventbuspro.streams.Shard;
import com.eventbuspro.streams.ShardReader;
import com.eventbuspro.streams.StreamRecord;
import com.eventbuspro.streams.Streams;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Does what the sink does, when it is told to. */
public final class SinkByHand {
  private SinkByHand() {}

  /** All that a stream has beyond the table, in one commit; answers the snapshot. */
  public static long capture(
      LakeCatalog lake,
      EventTypeName name,
      List<EventSchema> versions,
      EventDecoder decoder,
      Streams streams,
      String stream) {
    try (TableWriter writer = TableWriter.open(lake, name, versions, Clock.systemUTC())) {
      for (Shard shard : streams.shards(stream)) {
        Position from = writer.position(shard.id());
        if (!(from instanceof Position.Ended)) {
          append(
              writer, shard, decoder, streams.read(stream, shard.id(), new ReadFrom.After(from)));
        }
      }
      return ((CommitOutcome.Committed) writer.commit()).snapshotId();
    }
  }

  private static void append(
      TableWriter writer, Shard shard, EventDecoder decoder, ShardReader reader) {
    ReadBatch batch;
    do {
      batch = reader.next();
      for (StreamRecord record : batch.records()) {
        Decoded.Event event =
            (Decoded.Event)
                decoder.decode(record.data(), shard.id(), record.sequence(), record.arrival());
        writer.append(
            shard.id(),
            record.sequence(),
            ChronoUnit.MICROS.between(Instant.EPOCH, record.arrival()),
            event);
      }
    } while (!batch.records().isEmpty() && batch.end() != ReadBatch.End.ENDED);
    if (batch.end() == ReadBatch.End.ENDED) {
      writer.advance(shard.id(), Position.ENDED);
    }
  }
}
