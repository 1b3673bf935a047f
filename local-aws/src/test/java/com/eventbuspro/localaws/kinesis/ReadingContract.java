package com.eventbuspro.localaws.kinesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.InvalidArgumentException;
import software.amazon.awssdk.services.kinesis.model.PutRecordResponse;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

/** How iterators are had and records read. */
interface ReadingContract extends ContractSubject {
  @Test
  default void allFiveKindsOfIteratorFindTheirPlace() {
    create(1);
    List<String> numbers = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      numbers.add(put("k", "v" + i).sequenceNumber());
    }
    String second = numbers.get(1);
    assertThat(
            ContractShards.values(
                read(iterator(FIRST_SHARD, ShardIteratorType.TRIM_HORIZON)).records()))
        .containsExactly("v0", "v1", "v2", "v3", "v4");
    assertThat(
            ContractShards.values(
                read(iteratorAt(ShardIteratorType.AT_SEQUENCE_NUMBER, second)).records()))
        .containsExactly("v1", "v2", "v3", "v4");
    assertThat(
            ContractShards.values(
                read(iteratorAt(ShardIteratorType.AFTER_SEQUENCE_NUMBER, second)).records()))
        .containsExactly("v2", "v3", "v4");
    String latest = iterator(FIRST_SHARD, ShardIteratorType.LATEST);
    put("k", "v5");
    assertThat(ContractShards.values(read(latest).records())).containsExactly("v5");
    String longAgo = iteratorAt(Instant.now().minusSeconds(600));
    assertThat(ContractShards.values(read(longAgo).records())).hasSize(6).startsWith("v0");
  }

  @Test
  default void anIteratorAtATimeStartsWithTheFirstRecordSince() {
    create(1);
    put("k", "old");
    Instant arrival = readAll(FIRST_SHARD).get(0).approximateArrivalTimestamp();
    ContractShards.waitUntilAfter(arrival.plusMillis(20));
    put("k", "new");
    Instant later = readAll(FIRST_SHARD).get(1).approximateArrivalTimestamp();
    assertThat(later).isAfter(arrival);
    assertThat(ContractShards.values(read(iteratorAt(later)).records())).containsExactly("new");
    assertThat(ContractShards.values(read(iteratorAt(arrival)).records()))
        .containsExactly("old", "new");
  }

  @Test
  default void badIteratorRequestsAreRefused() {
    create(1);
    assertThatThrownBy(() -> iterator("shardId-000000000009", ShardIteratorType.LATEST))
        .isInstanceOf(ResourceNotFoundException.class)
        .satisfies(
            e -> hasText(e, "Could not find shard shardId-000000000009 in stream " + stream()));
    assertThatThrownBy(() -> iterator(FIRST_SHARD, ShardIteratorType.AT_SEQUENCE_NUMBER))
        .isInstanceOf(InvalidArgumentException.class);
    assertThatThrownBy(() -> iterator(FIRST_SHARD, ShardIteratorType.AT_TIMESTAMP))
        .isInstanceOf(InvalidArgumentException.class);
  }

  @Test
  default void anInventedIteratorIsRefused() {
    unless(Deviation.FAILS_ON_INVENTED_ITERATORS);
    assertThatThrownBy(() -> read("nonsense")).isInstanceOf(InvalidArgumentException.class);
  }

  @Test
  default void aSequenceNumberOfAnotherShardIsRefused() {
    unless(Deviation.TAKES_FOREIGN_SEQUENCE_NUMBERS);
    create(2);
    PutRecordResponse put =
        kinesis()
            .putRecord(
                b ->
                    b.streamName(stream())
                        .partitionKey("k")
                        .explicitHashKey(shards().get(1).hashKeyRange().startingHashKey())
                        .data(SdkBytes.fromUtf8String("v")));
    assertThat(put.shardId()).isEqualTo(ContractShards.shardId(1));
    assertThatThrownBy(
            () -> iteratorAt(ShardIteratorType.AFTER_SEQUENCE_NUMBER, put.sequenceNumber()))
        .isInstanceOf(InvalidArgumentException.class);
  }

  @Test
  default void recordsAreReadInPagesOfTheGivenLimit() {
    create(1);
    kinesis()
        .putRecords(
            b ->
                b.streamName(stream())
                    .records(
                        IntStream.range(0, 25)
                            .mapToObj(i -> ContractShards.entry("k", "v" + i))
                            .toList()));
    List<String> seen = new ArrayList<>();
    String next = iterator(FIRST_SHARD, ShardIteratorType.TRIM_HORIZON);
    for (int size : List.of(10, 10, 5, 0)) {
      GetRecordsResponse page = read(next, 10);
      assertThat(page.records()).hasSize(size);
      seen.addAll(ContractShards.values(page.records()));
      next = page.nextShardIterator();
    }
    assertThat(seen).isEqualTo(IntStream.range(0, 25).mapToObj(i -> "v" + i).toList());
    assertThat(read(next).millisBehindLatest()).isZero();
  }
}
