package com.eventbuspro.localaws.kinesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.model.InvalidArgumentException;
import software.amazon.awssdk.services.kinesis.model.PutRecordResponse;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResultEntry;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.ValidationException;

/** How records are put, routed and numbered. */
interface PuttingContract extends ContractSubject {
  @Test
  default void aRecordComesBackAsItWasPut() {
    create(1);
    byte[] data = new byte[3000];
    for (int i = 0; i < data.length; i++) {
      data[i] = (byte) i;
    }
    Instant before = Instant.now();
    PutRecordResponse put =
        kinesis()
            .putRecord(
                b ->
                    b.streamName(stream())
                        .partitionKey("ключ ☃")
                        .data(SdkBytes.fromByteArray(data)));
    Record record = readAll(FIRST_SHARD).get(0);
    assertThat(record.data().asByteArray()).isEqualTo(data);
    assertThat(record.partitionKey()).isEqualTo("ключ ☃");
    assertThat(record.sequenceNumber()).isEqualTo(put.sequenceNumber());
    assertThat(put.shardId()).isEqualTo(FIRST_SHARD);
    assertThat(record.approximateArrivalTimestamp())
        .isBetween(before.minusSeconds(2), Instant.now().plusSeconds(2));
  }

  @Test
  default void emptyDataIsAllowed() {
    create(1);
    kinesis()
        .putRecord(
            b ->
                b.streamName(stream()).partitionKey("k").data(SdkBytes.fromByteArray(new byte[0])));
    assertThat(readAll(FIRST_SHARD).get(0).data().asByteArray()).isEmpty();
  }

  @Test
  default void aRecordOfOneMebibyteIsTakenAndALargerOneRefused() {
    create(1);
    byte[] most = new byte[1024 * 1024 - 1]; // the key counts too
    kinesis()
        .putRecord(
            b -> b.streamName(stream()).partitionKey("k").data(SdkBytes.fromByteArray(most)));
    assertThat(readAll(FIRST_SHARD).get(0).data().asByteArray()).hasSize(most.length);
    byte[] tooMuch = new byte[1024 * 1024 + 1];
    assertThatThrownBy(
            () ->
                kinesis()
                    .putRecord(
                        b ->
                            b.streamName(stream())
                                .partitionKey("k")
                                .data(SdkBytes.fromByteArray(tooMuch))))
        .isInstanceOfAny(ValidationException.class, InvalidArgumentException.class)
        .hasMessageContaining("1048576");
  }

  @Test
  default void partitionKeysAreCheckedForLength() {
    unless(Deviation.OTHER_VALIDATION_CODES);
    create(1);
    put("k".repeat(256), "v");
    for (String key : List.of("", "k".repeat(257))) {
      assertThatThrownBy(() -> put(key, "v"))
          .isInstanceOf(ValidationException.class)
          .hasMessageContaining(
              "'partitionKey' failed to satisfy constraint: Member must have length");
    }
  }

  @Test
  default void sequenceNumbersGrowAndLookLikeAwss() {
    create(1);
    BigInteger last = BigInteger.ZERO;
    for (int i = 0; i < 20; i++) {
      String number = put("k", "v" + i).sequenceNumber();
      assertThat(number).matches("49[0-9]{54}");
      assertThat(new BigInteger(number)).isGreaterThan(last);
      last = new BigInteger(number);
    }
    BigInteger start =
        new BigInteger(shards().get(0).sequenceNumberRange().startingSequenceNumber());
    assertThat(start).isLessThanOrEqualTo(last);
  }

  @Test
  default void recordsGoToTheShardThatHoldsTheMd5OfTheirKey() {
    create(4);
    List<Shard> shards = shards();
    List<PutRecordsRequestEntry> entries =
        IntStream.range(0, 100).mapToObj(i -> ContractShards.entry("key-" + i, "v" + i)).toList();
    PutRecordsResponse answer = kinesis().putRecords(b -> b.streamName(stream()).records(entries));
    assertThat(answer.failedRecordCount()).isZero();
    for (int i = 0; i < 100; i++) {
      BigInteger hash = ContractShards.md5("key-" + i);
      Shard expected =
          shards.stream()
              .filter(shard -> ContractShards.covers(shard, hash))
              .findFirst()
              .orElseThrow();
      assertThat(answer.records().get(i).shardId()).isEqualTo(expected.shardId());
    }
    assertThat(answer.records())
        .extracting(PutRecordsResultEntry::shardId)
        .contains(ContractShards.shardId(0), ContractShards.shardId(3));
  }

  @Test
  default void anExplicitHashKeyOverridesThePartitionKey() {
    create(4);
    for (Shard shard : shards()) {
      for (String hash :
          List.of(shard.hashKeyRange().startingHashKey(), shard.hashKeyRange().endingHashKey())) {
        PutRecordResponse put =
            kinesis()
                .putRecord(
                    b ->
                        b.streamName(stream())
                            .partitionKey("same")
                            .explicitHashKey(hash)
                            .data(SdkBytes.fromUtf8String("v")));
        assertThat(put.shardId()).isEqualTo(shard.shardId());
      }
    }
  }

  @Test
  default void aBatchKeepsItsOrderWithinAShard() {
    create(2);
    List<PutRecordsRequestEntry> entries =
        IntStream.range(0, 200)
            .mapToObj(i -> ContractShards.entry("key-" + i % 7, "v" + i))
            .toList();
    PutRecordsResponse answer = kinesis().putRecords(b -> b.streamName(stream()).records(entries));
    for (String shard : List.of(ContractShards.shardId(0), ContractShards.shardId(1))) {
      List<String> expected =
          IntStream.range(0, 200)
              .filter(i -> answer.records().get(i).shardId().equals(shard))
              .mapToObj(i -> "v" + i)
              .toList();
      assertThat(ContractShards.values(readAll(shard))).isEqualTo(expected);
    }
  }

  @Test
  default void aBatchHoldsAtMostFiveHundredRecords() {
    unless(Deviation.TAKES_OVERSIZE_BATCHES);
    create(1);
    List<PutRecordsRequestEntry> entries =
        IntStream.range(0, 501).mapToObj(i -> ContractShards.entry("k", "v" + i)).toList();
    assertThatThrownBy(() -> kinesis().putRecords(b -> b.streamName(stream()).records(entries)))
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining("'records' failed to satisfy constraint")
        .hasMessageContaining("Member must have length less than or equal to 500");
    assertThat(
            kinesis()
                .putRecords(b -> b.streamName(stream()).records(entries.subList(0, 500)))
                .failedRecordCount())
        .isZero();
  }
}
