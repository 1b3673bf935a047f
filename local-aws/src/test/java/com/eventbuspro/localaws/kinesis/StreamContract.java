package com.eventbuspro.localaws.kinesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.model.EncryptionType;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.ResourceInUseException;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;
import software.amazon.awssdk.services.kinesis.model.StreamDescriptionSummary;
import software.amazon.awssdk.services.kinesis.model.StreamMode;
import software.amazon.awssdk.services.kinesis.model.ValidationException;

/** How streams come, are found and go. */
interface StreamContract extends ContractSubject {
  @Test
  default void aNewStreamBecomesActiveWithItsShards() {
    create(3);
    StreamDescriptionSummary summary = summary();
    assertThat(summary.streamName()).isEqualTo(stream());
    assertThat(summary.streamARN())
        .matches("arn:aws:kinesis:[a-z0-9-]+:[0-9]{12}:stream/" + stream());
    assertThat(summary.openShardCount()).isEqualTo(3);
    assertThat(summary.retentionPeriodHours()).isEqualTo(24);
    assertThat(summary.streamModeDetails().streamMode()).isEqualTo(StreamMode.PROVISIONED);
    assertThat(summary.encryptionType()).isEqualTo(EncryptionType.NONE);
    assertThat(summary.streamCreationTimestamp())
        .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(1));
  }

  @Test
  default void shardsCoverAllHashKeysEvenly() {
    create(3);
    List<Shard> shards = shards();
    assertThat(shards)
        .extracting(Shard::shardId)
        .containsExactly(
            ContractShards.shardId(0), ContractShards.shardId(1), ContractShards.shardId(2));
    ContractShards.assertCoverage(shards);
    BigInteger third = ContractShards.HASH_KEYS.divide(BigInteger.valueOf(3));
    assertThat(ContractShards.width(shards.get(0)).subtract(third).abs())
        .isLessThanOrEqualTo(BigInteger.TWO);
  }

  @Test
  default void anOnDemandStreamStartsWithFourShards() {
    kinesis()
        .createStream(
            b -> b.streamName(stream()).streamModeDetails(m -> m.streamMode(StreamMode.ON_DEMAND)));
    awaitActive();
    assertThat(summary().streamModeDetails().streamMode()).isEqualTo(StreamMode.ON_DEMAND);
    assertThat(shards()).hasSize(4);
  }

  @Test
  default void aStreamsNameIsTakenOnce() {
    create(1);
    assertThatThrownBy(() -> kinesis().createStream(b -> b.streamName(stream()).shardCount(1)))
        .isInstanceOf(ResourceInUseException.class)
        .hasMessageContaining(stream());
  }

  @Test
  default void badNamesAreRefused() {
    unless(Deviation.OTHER_VALIDATION_CODES);
    for (String name : List.of("a b", "a/b", "ä", "x".repeat(129))) {
      assertThatThrownBy(() -> kinesis().createStream(b -> b.streamName(name).shardCount(1)))
          .isInstanceOf(ValidationException.class)
          .hasMessageContaining("1 validation error detected: Value '" + name + "' at 'streamName'")
          .hasMessageContaining("failed to satisfy constraint: Member must");
    }
  }

  @Test
  default void aStreamNeedsAtLeastOneShard() {
    unless(Deviation.OTHER_VALIDATION_CODES);
    assertThatThrownBy(() -> kinesis().createStream(b -> b.streamName(stream()).shardCount(0)))
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining(
            "Value '0' at 'shardCount' failed to satisfy constraint: Member must have value greater"
                + " than or equal to 1");
  }

  @Test
  default void anUnknownStreamIsNotFound() {
    String message = "Stream " + stream() + " under account ";
    for (Runnable call :
        List.<Runnable>of(
            this::summary,
            () -> kinesis().describeStream(b -> b.streamName(stream())),
            () -> kinesis().listShards(b -> b.streamName(stream())),
            () -> put("k", "v"),
            () -> iterator(FIRST_SHARD, ShardIteratorType.LATEST),
            () -> kinesis().deleteStream(b -> b.streamName(stream())),
            () -> kinesis().listTagsForStream(b -> b.streamName(stream())))) {
      assertThatThrownBy(call::run)
          .isInstanceOf(ResourceNotFoundException.class)
          .satisfies(e -> hasText(e, message))
          .satisfies(e -> hasText(e, " not found"));
    }
  }

  @Test
  default void streamsAreListedByNameInPages() {
    List<String> names = new ArrayList<>();
    for (String suffix : List.of("a", "b", "c", "d", "e")) {
      kinesis().createStream(b -> b.streamName(stream() + suffix).shardCount(1));
      names.add(stream() + suffix);
    }
    List<String> seen = new ArrayList<>();
    kinesis().createStream(b -> b.streamName(stream()).shardCount(1));
    String after = stream();
    boolean hasMore = true;
    while (hasMore && seen.size() < names.size()) {
      String start = after;
      var page = kinesis().listStreams(b -> b.exclusiveStartStreamName(start).limit(2));
      assertThat(page.streamNames()).hasSizeLessThanOrEqualTo(2);
      seen.addAll(page.streamNames());
      after = seen.get(seen.size() - 1);
      hasMore = page.hasMoreStreams();
    }
    assertThat(seen).containsSubsequence(names);
  }

  @Test
  default void aStreamsDescriptionIsPagedByShard() {
    create(3);
    var first = kinesis().describeStream(b -> b.streamName(stream()).limit(2)).streamDescription();
    assertThat(first.shards()).hasSize(2);
    assertThat(first.hasMoreShards()).isTrue();
    var rest =
        kinesis()
            .describeStream(
                b -> b.streamName(stream()).exclusiveStartShardId(ContractShards.shardId(1)))
            .streamDescription();
    assertThat(rest.shards()).extracting(Shard::shardId).containsExactly(ContractShards.shardId(2));
    assertThat(rest.hasMoreShards()).isFalse();
  }

  @Test
  default void anArnStandsForTheName() {
    create(1);
    String arn = summary().streamARN();
    String number =
        kinesis()
            .putRecord(b -> b.streamARN(arn).partitionKey("k").data(SdkBytes.fromUtf8String("v")))
            .sequenceNumber();
    assertThat(kinesis().listShards(b -> b.streamARN(arn)).shards()).hasSize(1);
    String iterator =
        kinesis()
            .getShardIterator(
                b ->
                    b.streamARN(arn)
                        .shardId(FIRST_SHARD)
                        .shardIteratorType(ShardIteratorType.TRIM_HORIZON))
            .shardIterator();
    assertThat(kinesis().getRecords(b -> b.streamARN(arn).shardIterator(iterator)).records())
        .extracting(Record::sequenceNumber)
        .containsExactly(number);
  }

  @Test
  default void aDeletedStreamIsGoneAndItsNameFree() {
    create(1);
    put("k", "old");
    String iterator = iterator(FIRST_SHARD, ShardIteratorType.TRIM_HORIZON);
    kinesis().deleteStream(b -> b.streamName(stream()).enforceConsumerDeletion(true));
    awaitGone();
    assertThatThrownBy(() -> read(iterator)).isInstanceOf(ResourceNotFoundException.class);
    create(1);
    assertThat(readAll(FIRST_SHARD)).isEmpty();
  }

  @Test
  default void limitsAreDescribed() {
    create(1);
    var limits = kinesis().describeLimits();
    assertThat(limits.openShardCount()).isPositive();
    assertThat(limits.shardLimit()).isGreaterThanOrEqualTo(limits.openShardCount());
  }
}
