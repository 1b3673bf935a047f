package com.eventbuspro.localaws.kinesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.KinesisException;
import software.amazon.awssdk.services.kinesis.model.PutRecordResponse;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.ShardFilterType;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;
import software.amazon.awssdk.services.kinesis.model.StreamDescriptionSummary;
import software.amazon.awssdk.services.kinesis.model.StreamStatus;

/** The server under test, and what the cases do with it. */
interface ContractSubject {
  String FIRST_SHARD = "shardId-000000000000";

  /** A client of the server under test. */
  KinesisClient kinesis();

  /** A name for the stream of this case; no other case uses it. */
  String stream();

  /** How the server under test is known to differ. */
  Set<Deviation> deviations();

  default void unless(Deviation deviation) {
    assumeTrue(
        !deviations().contains(deviation), () -> "Known to differ from AWS here: " + deviation);
  }

  default void hasText(Throwable error, String text) {
    if (!deviations().contains(Deviation.OTHER_MESSAGES)) {
      assertThat(((KinesisException) error).awsErrorDetails().errorMessage()).contains(text);
    }
  }

  default void create(int shards) {
    kinesis().createStream(b -> b.streamName(stream()).shardCount(shards));
    awaitActive();
  }

  default void awaitActive() {
    ContractWaits.until(() -> summary().streamStatus() == StreamStatus.ACTIVE);
  }

  default void awaitGone() {
    ContractWaits.until(
        () -> {
          try {
            summary();
            return false;
          } catch (ResourceNotFoundException e) {
            return true;
          }
        });
  }

  default StreamDescriptionSummary summary() {
    return kinesis().describeStreamSummary(b -> b.streamName(stream())).streamDescriptionSummary();
  }

  default List<Shard> shards() {
    return kinesis().listShards(b -> b.streamName(stream())).shards();
  }

  default List<Shard> openShards() {
    return shards().stream()
        .filter(shard -> shard.sequenceNumberRange().endingSequenceNumber() == null)
        .toList();
  }

  default List<String> filtered(ShardFilterType type, Instant time) {
    return kinesis()
        .listShards(b -> b.streamName(stream()).shardFilter(f -> f.type(type).timestamp(time)))
        .shards()
        .stream()
        .map(Shard::shardId)
        .toList();
  }

  default Map<String, String> tags() {
    Map<String, String> tags = new HashMap<>();
    kinesis()
        .listTagsForStream(b -> b.streamName(stream()))
        .tags()
        .forEach(tag -> tags.put(tag.key(), tag.value()));
    return tags;
  }

  default void split(Shard shard) {
    String middle = ContractShards.middle(shard).toString();
    kinesis()
        .splitShard(
            b -> b.streamName(stream()).shardToSplit(shard.shardId()).newStartingHashKey(middle));
    awaitActive();
  }

  default PutRecordResponse put(String key, String value) {
    return kinesis()
        .putRecord(
            b -> b.streamName(stream()).partitionKey(key).data(SdkBytes.fromUtf8String(value)));
  }

  default String iterator(String shard, ShardIteratorType type) {
    return kinesis()
        .getShardIterator(b -> b.streamName(stream()).shardId(shard).shardIteratorType(type))
        .shardIterator();
  }

  default String iteratorAt(ShardIteratorType type, String number) {
    return kinesis()
        .getShardIterator(
            b ->
                b.streamName(stream())
                    .shardId(FIRST_SHARD)
                    .shardIteratorType(type)
                    .startingSequenceNumber(number))
        .shardIterator();
  }

  default String iteratorAt(Instant time) {
    return kinesis()
        .getShardIterator(
            b ->
                b.streamName(stream())
                    .shardId(FIRST_SHARD)
                    .shardIteratorType(ShardIteratorType.AT_TIMESTAMP)
                    .timestamp(time))
        .shardIterator();
  }

  default GetRecordsResponse read(String iterator) {
    return kinesis().getRecords(b -> b.shardIterator(iterator));
  }

  default GetRecordsResponse read(String iterator, int limit) {
    return kinesis().getRecords(b -> b.shardIterator(iterator).limit(limit));
  }

  default List<Record> readAll(String shard) {
    return read(iterator(shard, ShardIteratorType.TRIM_HORIZON)).records();
  }

  default List<Record> readToEnd(String shard) {
    List<Record> records = new ArrayList<>();
    String next = iterator(shard, ShardIteratorType.TRIM_HORIZON);
    for (int i = 0; i < 10 && next != null; i++) {
      GetRecordsResponse page = read(next);
      records.addAll(page.records());
      next = page.nextShardIterator();
    }
    assertThat(next).as("a closed shard ends").isNull();
    return records;
  }

  default GetRecordsResponse lastPage(String shard) {
    GetRecordsResponse page = read(iterator(shard, ShardIteratorType.TRIM_HORIZON));
    for (int i = 0; i < 10 && page.nextShardIterator() != null; i++) {
      page = read(page.nextShardIterator());
    }
    return page;
  }
}
