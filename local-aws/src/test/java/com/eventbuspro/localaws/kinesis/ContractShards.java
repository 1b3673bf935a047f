package com.eventbuspro.localaws.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.Shard;

/** Hash keys and shards, worked out apart from the server. */
final class ContractShards {
  static final BigInteger HASH_KEYS = BigInteger.ONE.shiftLeft(128);

  private ContractShards() {}

  static void waitUntilAfter(Instant time) {
    ContractWaits.until(() -> Instant.now().isAfter(time));
  }

  static PutRecordsRequestEntry entry(String key, String value) {
    return PutRecordsRequestEntry.builder()
        .partitionKey(key)
        .data(SdkBytes.fromUtf8String(value))
        .build();
  }

  static List<String> values(List<Record> records) {
    return records.stream().map(record -> record.data().asUtf8String()).toList();
  }

  static String shardId(int number) {
    return String.format("shardId-%012d", number);
  }

  static BigInteger start(Shard shard) {
    return new BigInteger(shard.hashKeyRange().startingHashKey());
  }

  static BigInteger end(Shard shard) {
    return new BigInteger(shard.hashKeyRange().endingHashKey());
  }

  static BigInteger width(Shard shard) {
    return end(shard).subtract(start(shard)).add(BigInteger.ONE);
  }

  static BigInteger middle(Shard shard) {
    return start(shard).add(width(shard).shiftRight(1));
  }

  static boolean covers(Shard shard, BigInteger hash) {
    return start(shard).compareTo(hash) <= 0 && hash.compareTo(end(shard)) <= 0;
  }

  static void assertCoverage(List<Shard> shards) {
    List<Shard> sorted =
        shards.stream().sorted(Comparator.comparing(ContractShards::start)).toList();
    BigInteger next = BigInteger.ZERO;
    Set<String> ids = new HashSet<>();
    for (Shard shard : sorted) {
      assertThat(start(shard)).isEqualTo(next);
      assertThat(ids.add(shard.shardId())).isTrue();
      next = end(shard).add(BigInteger.ONE);
    }
    assertThat(next).isEqualTo(HASH_KEYS);
  }

  static BigInteger md5(String key) {
    try {
      return new BigInteger(
          1, MessageDigest.getInstance("MD5").digest(key.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
