package com.eventbuspro.benchmarks.faults;

import com.eventbuspro.benchmarks.faults.Findings.Finding;
import com.eventbuspro.benchmarks.faults.Findings.Wrong;
import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.model.position.ShardId;
import com.eventbuspro.streams.ReadBatch;
import com.eventbuspro.streams.ReadFrom;
import com.eventbuspro.streams.Shard;
import com.eventbuspro.streams.ShardReader;
import com.eventbuspro.streams.StreamRecord;
import com.eventbuspro.streams.Streams;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a stream holds, shard by shard, matched with what its publisher was told. From here on the
 * stream is the truth: whatever is in it must be in the lake, once, and nothing else.
 *
 * @param shards the events of each shard, in its order
 */
record StreamTruth(Map<ShardId, List<SentEvent>> shards) {

  /** Reads a whole stream. Nobody may publish to it any more. */
  static StreamTruth read(Streams streams, EventTypeName type, Ledger ledger, Findings findings) {
    String stream = ControlPlane.stream(type);
    Map<ShardId, List<SentEvent>> shards = new TreeMap<>();
    for (Shard shard : streams.shards(stream)) {
      List<SentEvent> events = new ArrayList<>();
      ShardReader reader = streams.read(stream, shard.id(), ReadFrom.beginning());
      ReadBatch batch;
      do {
        batch = reader.next();
        for (StreamRecord record : batch.records()) {
          SentEvent event = match(record, shard.id(), ledger, findings);
          if (event != null) {
            events.add(event);
          }
        }
      } while (batch.end() == ReadBatch.End.GOES_ON
          && !(batch.records().isEmpty() && batch.behind().isZero()));
      shards.put(shard.id(), events);
    }
    ledger.all().forEach(event -> requireStreamed(event, findings));
    return new StreamTruth(shards);
  }

  private static @Nullable SentEvent match(
      StreamRecord record, ShardId shard, Ledger ledger, Findings findings) {
    SentEvent event = EventText.read(record.data()).map(ledger::find).orElse(null);
    String place = shard + " " + record.sequence();
    if (event == null) {
      findings.add(
          new Finding(
              Wrong.NOT_STREAMED,
              "In the stream though never sent or refused: " + place,
              record.arrival().toEpochMilli()));
      return null;
    }
    event.timesInStream++;
    if (event.outcome == SentEvent.Outcome.UNKNOWN && event.timesInStream == 1) {
      event.shard = shard;
      event.sequence = record.sequence();
    } else if (!shard.equals(event.shard) || !record.sequence().equals(event.sequence)) {
      findings.add(
          new Finding(Wrong.NOT_STREAMED, event + " is also at " + place, event.sentMillis));
      return null;
    }
    return event;
  }

  private static void requireStreamed(SentEvent event, Findings findings) {
    if (event.outcome == SentEvent.Outcome.ACKNOWLEDGED && event.timesInStream == 0) {
      findings.add(
          new Finding(Wrong.NOT_STREAMED, event + " is not in the stream", event.sentMillis));
    }
  }

  long size() {
    return shards.values().stream().mapToLong(List::size).sum();
  }
}
