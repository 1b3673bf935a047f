package com.eventbuspro.benchmarks;

import com.eventbuspro.model.position.ShardId;
import com.eventbuspro.streams.Entry;
import com.eventbuspro.streams.PublishOutcome;
import com.eventbuspro.streams.ReadBatch;
import com.eventbuspro.streams.ReadFrom;
import com.eventbuspro.streams.Shard;
import com.eventbuspro.streams.ShardReader;
import com.eventbuspro.streams.Streams;
import java.time.Duration;
import java.util.List;

/** Streams in which nothing happens: what is published is counted as {@link Arrivals}, and gone. */
final class QuietStreams implements Streams {
  private static final ShardId SHARD = new ShardId(Departures.SHARD);
  private static final ReadBatch NOTHING =
      new ReadBatch(List.of(), Duration.ZERO, ReadBatch.End.GOES_ON, ReadBatch.Gap.NONE);

  @Override
  public List<Shard> shards(String stream) {
    return List.of(new Shard(SHARD, List.of(), Shard.State.OPEN));
  }

  @Override
  public List<PublishOutcome> publish(String stream, List<Entry> entries) {
    Arrivals.count(entries.size());
    return entries.stream()
        .<PublishOutcome>map(entry -> new PublishOutcome.Accepted(SHARD, "1"))
        .toList();
  }

  @Override
  public ShardReader read(String stream, ShardId shard, ReadFrom from) {
    return () -> NOTHING;
  }

  @Override
  public void close() {}
}
