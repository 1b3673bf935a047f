package com.eventbuspro.benchmarks.faults;

import com.eventbuspro.model.EventTypeName;
import java.math.BigInteger;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.ScalingType;
import software.amazon.awssdk.services.kinesis.model.Shard;

/** Changes the shards of streams while they are written and read. */
final class Resharding implements AutoCloseable {
  private static final int MOST_SHARDS = 8;

  private final KinesisClient client;

  Resharding(int streamsPort) {
    client =
        KinesisClient.builder()
            .endpointOverride(Cloud.local(streamsPort))
            .region(Region.of(Cloud.REGION))
            .httpClientBuilder(ApacheHttpClient.builder())
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(Cloud.KEY, Cloud.SECRET)))
            .build();
  }

  /** Splits some shard in two halves, unless there are many already: then two are merged. */
  String split(EventTypeName name, RandomGenerator dice) {
    String stream = ControlPlane.stream(name);
    List<Shard> open = open(stream);
    if (open.size() >= MOST_SHARDS) {
      return merge(name, dice);
    }
    Shard shard = open.get(dice.nextInt(open.size()));
    BigInteger middle = start(shard).add(end(shard)).shiftRight(1);
    client.splitShard(
        r ->
            r.streamName(stream)
                .shardToSplit(shard.shardId())
                .newStartingHashKey(middle.toString()));
    return shard.shardId() + " of " + name;
  }

  /** Merges some shard with its neighbour, unless there is only one: then it is split. */
  String merge(EventTypeName name, RandomGenerator dice) {
    String stream = ControlPlane.stream(name);
    List<Shard> open = open(stream);
    if (open.size() < 2) {
      return split(name, dice);
    }
    int left = dice.nextInt(open.size() - 1);
    String first = open.get(left).shardId();
    String second = open.get(left + 1).shardId();
    client.mergeShards(r -> r.streamName(stream).shardToMerge(first).adjacentShardToMerge(second));
    return first + " and " + second + " of " + name;
  }

  /** Gives the stream another number of shards, as many as AWS allows in one step. */
  String scale(EventTypeName name, RandomGenerator dice) {
    String stream = ControlPlane.stream(name);
    int now = open(stream).size();
    int fewest = (now + 1) / 2;
    int most = Math.min(MOST_SHARDS, 2 * now);
    int wanted = fewest + dice.nextInt(most - fewest + 1);
    client.updateShardCount(
        r ->
            r.streamName(stream).targetShardCount(wanted).scalingType(ScalingType.UNIFORM_SCALING));
    return name + " from " + now + " to " + wanted;
  }

  private List<Shard> open(String stream) {
    return client.listShards(r -> r.streamName(stream)).shards().stream()
        .filter(shard -> shard.sequenceNumberRange().endingSequenceNumber() == null)
        .sorted(Comparator.comparing(Resharding::start))
        .toList();
  }

  private static BigInteger start(Shard shard) {
    return new BigInteger(shard.hashKeyRange().startingHashKey());
  }

  private static BigInteger end(Shard shard) {
    return new BigInteger(shard.hashKeyRange().endingHashKey());
  }

  @Override
  public void close() {
    client.close();
  }
}
