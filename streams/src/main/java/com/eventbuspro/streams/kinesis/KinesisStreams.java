package com.eventbuspro.streams.kinesis;

import com.eventbuspro.model.position.ShardId;
import com.eventbuspro.streams.AwsConnection;
import com.eventbuspro.streams.Entry;
import com.eventbuspro.streams.PublishOutcome;
import com.eventbuspro.streams.ReadFrom;
import com.eventbuspro.streams.Shard;
import com.eventbuspro.streams.ShardReader;
import com.eventbuspro.streams.StreamFailure;
import com.eventbuspro.streams.Streams;
import com.eventbuspro.streams.StreamsException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import software.amazon.awssdk.services.kinesis.model.ListShardsRequest;
import software.amazon.awssdk.services.kinesis.model.ListShardsResponse;
import software.amazon.awssdk.services.kinesis.model.ResourceInUseException;

/** {@link Streams} on Amazon Kinesis. */
public final class KinesisStreams implements Streams {
  private final KinesisClients clients;
  private final Publisher publisher;

  private KinesisStreams(KinesisClients clients) {
    this.clients = clients;
    this.publisher = new Publisher(clients.writes());
  }

  /** Connects lazily: a wrong endpoint shows at the first call. */
  public static KinesisStreams connect(AwsConnection connection) {
    return new KinesisStreams(new KinesisClients(connection));
  }

  @Override
  public List<Shard> shards(String stream) {
    List<Shard> shards = new ArrayList<>();
    ListShardsRequest request = ListShardsRequest.builder().streamName(stream).build();
    while (true) {
      ListShardsResponse page = page(stream, request);
      page.shards().forEach(shard -> shards.add(toShard(shard)));
      if (page.nextToken() == null) {
        break;
      }
      request = ListShardsRequest.builder().nextToken(page.nextToken()).build();
    }
    // Shard ids are numbered in the order of creation, so parents come first.
    shards.sort(Comparator.comparing(Shard::id));
    return List.copyOf(shards);
  }

  @Override
  public List<PublishOutcome> publish(String stream, List<Entry> entries) {
    return publisher.publish(stream, entries);
  }

  @Override
  public ShardReader read(String stream, ShardId shard, ReadFrom from) {
    return new KinesisShardReader(clients.reads(), stream, shard, from);
  }

  @Override
  public void close() {
    clients.close();
  }

  private ListShardsResponse page(String stream, ListShardsRequest request) {
    String what = "Listing the shards of stream " + stream;
    return Failures.call(
        Failures.Kind.READ,
        what,
        () -> {
          try {
            return clients.reads().listShards(request);
          } catch (ResourceInUseException e) {
            throw new StreamsException(
                StreamFailure.BUSY, what + " is not possible yet: it is being created", e);
          }
        });
  }

  private static Shard toShard(software.amazon.awssdk.services.kinesis.model.Shard shard) {
    List<ShardId> parents = new ArrayList<>();
    if (shard.parentShardId() != null) {
      parents.add(new ShardId(shard.parentShardId()));
    }
    if (shard.adjacentParentShardId() != null) {
      parents.add(new ShardId(shard.adjacentParentShardId()));
    }
    boolean closed = shard.sequenceNumberRange().endingSequenceNumber() != null;
    return new Shard(
        new ShardId(shard.shardId()), parents, closed ? Shard.State.CLOSED : Shard.State.OPEN);
  }
}
