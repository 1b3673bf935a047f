package com.eventbuspro.streams.testing;

import com.eventbuspro.model.position.ShardId;
import com.eventbuspro.streams.Entry;
import com.eventbuspro.streams.PublishOutcome;
import com.eventbuspro.streams.Shard;
import com.eventbuspro.streams.StreamDescription;
import com.eventbuspro.streams.StreamFailure;
import com.eventbuspro.streams.StreamMode;
import com.eventbuspro.streams.Streams;
import com.eventbuspro.streams.StreamsException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One stream of {@link InMemoryStreams}, which guards it. */
final class MemoryStream {
  private static final BigInteger HASHES = BigInteger.ONE.shiftLeft(128);

  final Map<String, String> tags;
  Duration retention = Duration.ofHours(24);
  StreamMode mode;
  @Nullable String encryptionKey;

  private final String name;
  private final Instant createdAt;
  private final List<MemoryShard> shards = new ArrayList<>();
  private long nextSequence = 1;

  MemoryStream(String name, StreamMode mode, Map<String, String> tags, Instant createdAt) {
    this.name = name;
    this.mode = mode;
    this.tags = new HashMap<>(tags);
    this.createdAt = createdAt;
    int count = mode instanceof StreamMode.Provisioned provisioned ? provisioned.shards() : 4;
    BigInteger width = HASHES.divide(BigInteger.valueOf(count));
    for (int i = 0; i < count; i++) {
      BigInteger from = width.multiply(BigInteger.valueOf(i));
      add(List.of(), from, i == count - 1 ? HASHES : from.add(width));
    }
  }

  List<Shard> shards() {
    return shards.stream().map(MemoryShard::describe).toList();
  }

  MemoryShard shard(ShardId id) {
    return shards.stream()
        .filter(shard -> shard.id.equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new StreamsException(
                    StreamFailure.NOT_FOUND, "Stream " + name + " has no shard " + id));
  }

  PublishOutcome append(Entry entry, Instant now) {
    byte[] key = entry.partitionKey().getBytes(StandardCharsets.UTF_8);
    if (entry.partitionKey().isEmpty()
        || entry.partitionKey().length() > Streams.MAX_PARTITION_KEY_CHARACTERS) {
      return new PublishOutcome.Rejected(
          StreamFailure.INVALID_PARTITION_KEY, "A partition key has 1 to 256 characters");
    }
    if (key.length + entry.data().length > Streams.MAX_RECORD_BYTES) {
      return new PublishOutcome.Rejected(
          StreamFailure.RECORD_TOO_LARGE, "A record has at most 1 MiB");
    }
    BigInteger hash = new BigInteger(1, md5(key));
    MemoryShard target =
        open().stream().filter(shard -> shard.takes(hash)).findFirst().orElseThrow();
    String sequence = Long.toString(nextSequence++);
    target.append(sequence, entry, now);
    return new PublishOutcome.Accepted(target.id, sequence);
  }

  void split(ShardId id) {
    MemoryShard parent = requireOpen(id);
    BigInteger middle = parent.from.add(parent.to).shiftRight(1);
    ShardId left = add(List.of(id), parent.from, middle);
    ShardId right = add(List.of(id), middle, parent.to);
    parent.close(List.of(left, right));
  }

  void merge(ShardId leftId, ShardId rightId) {
    MemoryShard left = requireOpen(leftId);
    MemoryShard right = requireOpen(rightId);
    if (!left.to.equals(right.from)) {
      throw new StreamsException(
          StreamFailure.INVALID, leftId + " and " + rightId + " are no neighbours");
    }
    ShardId child = add(List.of(leftId, rightId), left.from, right.to);
    left.close(List.of(child));
    right.close(List.of(child));
  }

  void scaleTo(int count) {
    while (open().size() < count) {
      split(open().get(0).id);
    }
    while (open().size() > Math.max(count, 1)) {
      merge(open().get(0).id, open().get(1).id);
    }
    mode = new StreamMode.Provisioned(count);
  }

  StreamDescription describe() {
    return new StreamDescription(
        name,
        "arn:aws:kinesis:us-east-1:000000000000:stream/" + name,
        StreamDescription.Status.ACTIVE,
        mode instanceof StreamMode.OnDemand
            ? StreamDescription.Capacity.ON_DEMAND
            : StreamDescription.Capacity.PROVISIONED,
        open().size(),
        retention,
        encryptionKey,
        tags,
        createdAt);
  }

  private List<MemoryShard> open() {
    return shards.stream()
        .filter(MemoryShard::isOpen)
        .sorted(Comparator.comparing(shard -> shard.from))
        .toList();
  }

  private MemoryShard requireOpen(ShardId id) {
    MemoryShard shard = shard(id);
    if (!shard.isOpen()) {
      throw new StreamsException(StreamFailure.INVALID, id + " is closed already");
    }
    return shard;
  }

  private ShardId add(List<ShardId> parents, BigInteger from, BigInteger to) {
    ShardId id = new ShardId(String.format("shardId-%012d", shards.size()));
    shards.add(new MemoryShard(id, parents, from, to));
    return id;
  }

  private static byte[] md5(byte[] key) {
    try {
      return MessageDigest.getInstance("MD5").digest(key);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has MD5", e);
    }
  }
}
