package com.eventbuspro.localaws.kinesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.EncryptionType;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.InvalidArgumentException;
import software.amazon.awssdk.services.kinesis.model.KinesisException;
import software.amazon.awssdk.services.kinesis.model.LimitExceededException;
import software.amazon.awssdk.services.kinesis.model.ListShardsResponse;
import software.amazon.awssdk.services.kinesis.model.MetricsName;
import software.amazon.awssdk.services.kinesis.model.PutRecordResponse;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResultEntry;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.ResourceInUseException;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;
import software.amazon.awssdk.services.kinesis.model.ScalingType;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.ShardFilterType;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;
import software.amazon.awssdk.services.kinesis.model.StreamDescriptionSummary;
import software.amazon.awssdk.services.kinesis.model.StreamMode;
import software.amazon.awssdk.services.kinesis.model.StreamStatus;
import software.amazon.awssdk.services.kinesis.model.ValidationException;

/**
 * What AWS documents about Kinesis, as far as we rely on it, put to a server through the unmodified
 * AWS SDK. Each server under test is a subclass; where one is known not to keep to the
 * documentation, it names the {@link Deviation} and the case is skipped there, with that name as
 * the reason.
 */
abstract class KinesisContractTest {
  private static final BigInteger HASH_KEYS = BigInteger.ONE.shiftLeft(128);
  private static final String FIRST = "shardId-000000000000";

  /** Ways in which a server is known to differ from AWS's documentation. */
  enum Deviation {
    /** PutRecords takes more than 500 records. */
    TAKES_OVERSIZE_BATCHES,
    /** ShardFilter AT_LATEST, AT_TIMESTAMP or AT_TRIM_HORIZON are answered otherwise. */
    SHARD_FILTERS,
    /** Errors carry other texts than AWS's. */
    OTHER_MESSAGES,
    /** Answers 500 to an iterator it never gave out. */
    FAILS_ON_INVENTED_ITERATORS,
    /** Sequence numbers of another shard are taken. */
    TAKES_FOREIGN_SEQUENCE_NUMBERS,
    /** UpdateShardCount does not lay shards out evenly. */
    UNEVEN_SCALING,
    /** Bad members are refused with another code than ValidationException. */
    OTHER_VALIDATION_CODES,
    /** A split key on the edge of a shard is taken. */
    TAKES_EDGE_SPLITS,
    /** Shards of a stream on demand can be split. */
    SPLITS_ON_DEMAND;

    /** What kinesis-local, and LocalStack, which runs it, are known for. */
    static final Set<Deviation> OF_KINESIS_LOCAL = Set.of(values());
  }

  private KinesisClient kinesis;
  private String stream;

  /** A client of the server under test, shared by all cases. */
  abstract KinesisClient client();

  /** How the server under test is known to differ. */
  abstract Set<Deviation> deviations();

  @BeforeEach
  void nameStream() {
    kinesis = client();
    stream = "contract-" + UUID.randomUUID();
  }

  @Test
  void aNewStreamBecomesActiveWithItsShards() {
    create(3);
    StreamDescriptionSummary summary = summary();
    assertThat(summary.streamName()).isEqualTo(stream);
    assertThat(summary.streamARN())
        .matches("arn:aws:kinesis:[a-z0-9-]+:[0-9]{12}:stream/" + stream);
    assertThat(summary.openShardCount()).isEqualTo(3);
    assertThat(summary.retentionPeriodHours()).isEqualTo(24);
    assertThat(summary.streamModeDetails().streamMode()).isEqualTo(StreamMode.PROVISIONED);
    assertThat(summary.encryptionType()).isEqualTo(EncryptionType.NONE);
    assertThat(summary.streamCreationTimestamp())
        .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(1));
  }

  @Test
  void shardsCoverAllHashKeysEvenly() {
    create(3);
    List<Shard> shards = shards();
    assertThat(shards)
        .extracting(Shard::shardId)
        .containsExactly(shardId(0), shardId(1), shardId(2));
    assertCoverage(shards);
    BigInteger third = HASH_KEYS.divide(BigInteger.valueOf(3));
    assertThat(width(shards.get(0)).subtract(third).abs()).isLessThanOrEqualTo(BigInteger.TWO);
  }

  @Test
  void anOnDemandStreamStartsWithFourShards() {
    kinesis.createStream(
        b -> b.streamName(stream).streamModeDetails(m -> m.streamMode(StreamMode.ON_DEMAND)));
    awaitActive();
    assertThat(summary().streamModeDetails().streamMode()).isEqualTo(StreamMode.ON_DEMAND);
    assertThat(shards()).hasSize(4);
  }

  @Test
  void shardsOfAnOnDemandStreamCannotBeSplitByHand() {
    unless(Deviation.SPLITS_ON_DEMAND);
    kinesis.createStream(
        b -> b.streamName(stream).streamModeDetails(m -> m.streamMode(StreamMode.ON_DEMAND)));
    awaitActive();
    String middle = middle(shards().get(0)).toString();
    assertThatThrownBy(
            () ->
                kinesis.splitShard(
                    b -> b.streamName(stream).shardToSplit(FIRST).newStartingHashKey(middle)))
        .isInstanceOf(ValidationException.class);
  }

  @Test
  void aStreamsNameIsTakenOnce() {
    create(1);
    assertThatThrownBy(() -> kinesis.createStream(b -> b.streamName(stream).shardCount(1)))
        .isInstanceOf(ResourceInUseException.class)
        .hasMessageContaining(stream);
  }

  @Test
  void badNamesAreRefused() {
    unless(Deviation.OTHER_VALIDATION_CODES);
    for (String name : List.of("a b", "a/b", "ä", "x".repeat(129))) {
      assertThatThrownBy(() -> kinesis.createStream(b -> b.streamName(name).shardCount(1)))
          .isInstanceOf(ValidationException.class)
          .hasMessageContaining("1 validation error detected: Value '" + name + "' at 'streamName'")
          .hasMessageContaining("failed to satisfy constraint: Member must");
    }
  }

  @Test
  void aStreamNeedsAtLeastOneShard() {
    unless(Deviation.OTHER_VALIDATION_CODES);
    assertThatThrownBy(() -> kinesis.createStream(b -> b.streamName(stream).shardCount(0)))
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining(
            "Value '0' at 'shardCount' failed to satisfy constraint: Member must have value greater"
                + " than or equal to 1");
  }

  @Test
  void anUnknownStreamIsNotFound() {
    String message = "Stream " + stream + " under account ";
    for (Runnable call :
        List.<Runnable>of(
            this::summary,
            () -> kinesis.describeStream(b -> b.streamName(stream)),
            () -> kinesis.listShards(b -> b.streamName(stream)),
            () -> put("k", "v"),
            () -> iterator(FIRST, ShardIteratorType.LATEST),
            () -> kinesis.deleteStream(b -> b.streamName(stream)),
            () -> kinesis.listTagsForStream(b -> b.streamName(stream)))) {
      assertThatThrownBy(call::run)
          .isInstanceOf(ResourceNotFoundException.class)
          .satisfies(e -> hasText(e, message))
          .satisfies(e -> hasText(e, " not found"));
    }
  }

  @Test
  void streamsAreListedByNameInPages() {
    List<String> names = new ArrayList<>();
    for (String suffix : List.of("a", "b", "c", "d", "e")) {
      kinesis.createStream(b -> b.streamName(stream + suffix).shardCount(1));
      names.add(stream + suffix);
    }
    List<String> seen = new ArrayList<>();
    kinesis.createStream(b -> b.streamName(stream).shardCount(1));
    String after = stream;
    boolean hasMore = true;
    while (hasMore && seen.size() < names.size()) {
      String start = after;
      var page = kinesis.listStreams(b -> b.exclusiveStartStreamName(start).limit(2));
      assertThat(page.streamNames()).hasSizeLessThanOrEqualTo(2);
      seen.addAll(page.streamNames());
      after = seen.get(seen.size() - 1);
      hasMore = page.hasMoreStreams();
    }
    assertThat(seen).containsSubsequence(names);
  }

  @Test
  void aRecordComesBackAsItWasPut() {
    create(1);
    byte[] data = new byte[3000];
    for (int i = 0; i < data.length; i++) {
      data[i] = (byte) i;
    }
    Instant before = Instant.now();
    PutRecordResponse put =
        kinesis.putRecord(
            b -> b.streamName(stream).partitionKey("ключ ☃").data(SdkBytes.fromByteArray(data)));
    Record record = readAll(FIRST).get(0);
    assertThat(record.data().asByteArray()).isEqualTo(data);
    assertThat(record.partitionKey()).isEqualTo("ключ ☃");
    assertThat(record.sequenceNumber()).isEqualTo(put.sequenceNumber());
    assertThat(put.shardId()).isEqualTo(FIRST);
    assertThat(record.approximateArrivalTimestamp())
        .isBetween(before.minusSeconds(2), Instant.now().plusSeconds(2));
  }

  @Test
  void emptyDataIsAllowed() {
    create(1);
    kinesis.putRecord(
        b -> b.streamName(stream).partitionKey("k").data(SdkBytes.fromByteArray(new byte[0])));
    assertThat(readAll(FIRST).get(0).data().asByteArray()).isEmpty();
  }

  @Test
  void aRecordOfOneMebibyteIsTakenAndALargerOneRefused() {
    create(1);
    byte[] most = new byte[1024 * 1024 - 1]; // the key counts too
    kinesis.putRecord(
        b -> b.streamName(stream).partitionKey("k").data(SdkBytes.fromByteArray(most)));
    assertThat(readAll(FIRST).get(0).data().asByteArray()).hasSize(most.length);
    byte[] tooMuch = new byte[1024 * 1024 + 1];
    assertThatThrownBy(
            () ->
                kinesis.putRecord(
                    b ->
                        b.streamName(stream)
                            .partitionKey("k")
                            .data(SdkBytes.fromByteArray(tooMuch))))
        .isInstanceOfAny(ValidationException.class, InvalidArgumentException.class)
        .hasMessageContaining("1048576");
  }

  @Test
  void partitionKeysAreCheckedForLength() {
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
  void sequenceNumbersGrowAndLookLikeAwss() {
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
  void recordsGoToTheShardThatHoldsTheMd5OfTheirKey() {
    create(4);
    List<Shard> shards = shards();
    List<PutRecordsRequestEntry> entries =
        IntStream.range(0, 100).mapToObj(i -> entry("key-" + i, "v" + i)).toList();
    PutRecordsResponse answer = kinesis.putRecords(b -> b.streamName(stream).records(entries));
    assertThat(answer.failedRecordCount()).isZero();
    for (int i = 0; i < 100; i++) {
      BigInteger hash = md5("key-" + i);
      Shard expected =
          shards.stream().filter(shard -> covers(shard, hash)).findFirst().orElseThrow();
      assertThat(answer.records().get(i).shardId()).isEqualTo(expected.shardId());
    }
    assertThat(answer.records())
        .extracting(PutRecordsResultEntry::shardId)
        .contains(shardId(0), shardId(3));
  }

  @Test
  void anExplicitHashKeyOverridesThePartitionKey() {
    create(4);
    for (Shard shard : shards()) {
      for (String hash :
          List.of(shard.hashKeyRange().startingHashKey(), shard.hashKeyRange().endingHashKey())) {
        PutRecordResponse put =
            kinesis.putRecord(
                b ->
                    b.streamName(stream)
                        .partitionKey("same")
                        .explicitHashKey(hash)
                        .data(SdkBytes.fromUtf8String("v")));
        assertThat(put.shardId()).isEqualTo(shard.shardId());
      }
    }
  }

  @Test
  void aBatchKeepsItsOrderWithinAShard() {
    create(2);
    List<PutRecordsRequestEntry> entries =
        IntStream.range(0, 200).mapToObj(i -> entry("key-" + i % 7, "v" + i)).toList();
    PutRecordsResponse answer = kinesis.putRecords(b -> b.streamName(stream).records(entries));
    for (String shard : List.of(shardId(0), shardId(1))) {
      List<String> expected =
          IntStream.range(0, 200)
              .filter(i -> answer.records().get(i).shardId().equals(shard))
              .mapToObj(i -> "v" + i)
              .toList();
      assertThat(values(readAll(shard))).isEqualTo(expected);
    }
  }

  @Test
  void aBatchHoldsAtMostFiveHundredRecords() {
    unless(Deviation.TAKES_OVERSIZE_BATCHES);
    create(1);
    List<PutRecordsRequestEntry> entries =
        IntStream.range(0, 501).mapToObj(i -> entry("k", "v" + i)).toList();
    assertThatThrownBy(() -> kinesis.putRecords(b -> b.streamName(stream).records(entries)))
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining("'records' failed to satisfy constraint")
        .hasMessageContaining("Member must have length less than or equal to 500");
    assertThat(
            kinesis
                .putRecords(b -> b.streamName(stream).records(entries.subList(0, 500)))
                .failedRecordCount())
        .isZero();
  }

  @Test
  void allFiveKindsOfIteratorFindTheirPlace() {
    create(1);
    List<String> numbers = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      numbers.add(put("k", "v" + i).sequenceNumber());
    }
    String second = numbers.get(1);
    assertThat(values(read(iterator(FIRST, ShardIteratorType.TRIM_HORIZON)).records()))
        .containsExactly("v0", "v1", "v2", "v3", "v4");
    assertThat(values(read(iteratorAt(ShardIteratorType.AT_SEQUENCE_NUMBER, second)).records()))
        .containsExactly("v1", "v2", "v3", "v4");
    assertThat(values(read(iteratorAt(ShardIteratorType.AFTER_SEQUENCE_NUMBER, second)).records()))
        .containsExactly("v2", "v3", "v4");
    String latest = iterator(FIRST, ShardIteratorType.LATEST);
    put("k", "v5");
    assertThat(values(read(latest).records())).containsExactly("v5");
    String longAgo = iteratorAt(Instant.now().minusSeconds(600));
    assertThat(values(read(longAgo).records())).hasSize(6).startsWith("v0");
  }

  @Test
  void anIteratorAtATimeStartsWithTheFirstRecordSince() {
    create(1);
    put("k", "old");
    Instant arrival = readAll(FIRST).get(0).approximateArrivalTimestamp();
    waitUntilAfter(arrival.plusMillis(20));
    put("k", "new");
    Instant later = readAll(FIRST).get(1).approximateArrivalTimestamp();
    assertThat(later).isAfter(arrival);
    assertThat(values(read(iteratorAt(later)).records())).containsExactly("new");
    assertThat(values(read(iteratorAt(arrival)).records())).containsExactly("old", "new");
  }

  @Test
  void badIteratorRequestsAreRefused() {
    create(1);
    assertThatThrownBy(() -> iterator("shardId-000000000009", ShardIteratorType.LATEST))
        .isInstanceOf(ResourceNotFoundException.class)
        .satisfies(
            e -> hasText(e, "Could not find shard shardId-000000000009 in stream " + stream));
    assertThatThrownBy(() -> iterator(FIRST, ShardIteratorType.AT_SEQUENCE_NUMBER))
        .isInstanceOf(InvalidArgumentException.class);
    assertThatThrownBy(() -> iterator(FIRST, ShardIteratorType.AT_TIMESTAMP))
        .isInstanceOf(InvalidArgumentException.class);
  }

  @Test
  void anInventedIteratorIsRefused() {
    unless(Deviation.FAILS_ON_INVENTED_ITERATORS);
    assertThatThrownBy(() -> read("nonsense")).isInstanceOf(InvalidArgumentException.class);
  }

  @Test
  void aSequenceNumberOfAnotherShardIsRefused() {
    unless(Deviation.TAKES_FOREIGN_SEQUENCE_NUMBERS);
    create(2);
    PutRecordResponse put =
        kinesis.putRecord(
            b ->
                b.streamName(stream)
                    .partitionKey("k")
                    .explicitHashKey(shards().get(1).hashKeyRange().startingHashKey())
                    .data(SdkBytes.fromUtf8String("v")));
    assertThat(put.shardId()).isEqualTo(shardId(1));
    assertThatThrownBy(
            () -> iteratorAt(ShardIteratorType.AFTER_SEQUENCE_NUMBER, put.sequenceNumber()))
        .isInstanceOf(InvalidArgumentException.class);
  }

  @Test
  void recordsAreReadInPagesOfTheGivenLimit() {
    create(1);
    kinesis.putRecords(
        b ->
            b.streamName(stream)
                .records(IntStream.range(0, 25).mapToObj(i -> entry("k", "v" + i)).toList()));
    List<String> seen = new ArrayList<>();
    String next = iterator(FIRST, ShardIteratorType.TRIM_HORIZON);
    for (int size : List.of(10, 10, 5, 0)) {
      GetRecordsResponse page = read(next, 10);
      assertThat(page.records()).hasSize(size);
      seen.addAll(values(page.records()));
      next = page.nextShardIterator();
    }
    assertThat(seen).isEqualTo(IntStream.range(0, 25).mapToObj(i -> "v" + i).toList());
    assertThat(read(next).millisBehindLatest()).isZero();
  }

  @Test
  void aSplitShardEndsAndItsChildrenGoOn() {
    create(1);
    put("k", "before");
    String startOfParent = shards().get(0).sequenceNumberRange().startingSequenceNumber();
    split(shards().get(0));
    List<Shard> shards = shards();
    assertThat(shards)
        .extracting(Shard::shardId)
        .containsExactly(shardId(0), shardId(1), shardId(2));
    Shard parent = shards.get(0);
    assertThat(parent.sequenceNumberRange().startingSequenceNumber()).isEqualTo(startOfParent);
    String end = parent.sequenceNumberRange().endingSequenceNumber();
    assertThat(end).isNotNull();
    for (Shard child : shards.subList(1, 3)) {
      assertThat(child.parentShardId()).isEqualTo(FIRST);
      assertThat(child.adjacentParentShardId()).isNull();
      assertThat(new BigInteger(child.sequenceNumberRange().startingSequenceNumber()))
          .isGreaterThan(new BigInteger(end));
    }
    assertCoverage(shards.subList(1, 3));
    assertThat(put("k", "after").shardId()).isIn(shardId(1), shardId(2));
    assertThat(summary().openShardCount()).isEqualTo(2);
    assertThat(values(readToEnd(FIRST))).containsExactly("before");
  }

  @Test
  void theEndOfAShardNamesItsChildren() {
    create(1);
    put("k", "before");
    split(shards().get(0));
    GetRecordsResponse last = lastPage(FIRST);
    assertThat(last.nextShardIterator()).isNull();
    assertThat(last.childShards()).hasSize(2);
    assertThat(last.childShards().get(0).parentShards()).containsExactly(FIRST);
    assertThat(last.childShards().get(0).hashKeyRange()).isEqualTo(shards().get(1).hashKeyRange());
  }

  @Test
  void mergedShardsEndInOneChild() {
    create(2);
    kinesis.mergeShards(
        b -> b.streamName(stream).shardToMerge(shardId(0)).adjacentShardToMerge(shardId(1)));
    awaitActive();
    Shard child = shards().get(2);
    assertThat(child.parentShardId()).isEqualTo(shardId(0));
    assertThat(child.adjacentParentShardId()).isEqualTo(shardId(1));
    assertCoverage(List.of(child));
    assertThat(put("k", "v").shardId()).isEqualTo(shardId(2));
  }

  @Test
  void onlyNeighboursCanBeMerged() {
    create(3);
    assertThatThrownBy(
            () ->
                kinesis.mergeShards(
                    b ->
                        b.streamName(stream)
                            .shardToMerge(shardId(0))
                            .adjacentShardToMerge(shardId(2))))
        .isInstanceOf(InvalidArgumentException.class)
        .satisfies(e -> hasText(e, "are not an adjacent pair of shards eligible for merging"));
  }

  @Test
  void aShardIsSplitOnceAndInside() {
    create(1);
    Shard whole = shards().get(0);
    if (!deviations().contains(Deviation.TAKES_EDGE_SPLITS)) {
      for (String key : List.of("0", whole.hashKeyRange().endingHashKey())) {
        assertThatThrownBy(
                () ->
                    kinesis.splitShard(
                        b -> b.streamName(stream).shardToSplit(FIRST).newStartingHashKey(key)))
            .isInstanceOf(InvalidArgumentException.class);
      }
    }
    split(whole);
    assertThatThrownBy(() -> split(whole))
        .isInstanceOfAny(ResourceInUseException.class, InvalidArgumentException.class);
    assertThatThrownBy(
            () ->
                kinesis.splitShard(
                    b ->
                        b.streamName(stream)
                            .shardToSplit("shardId-000000000099")
                            .newStartingHashKey("100")))
        .isInstanceOf(ResourceNotFoundException.class);
  }

  @Test
  void theShardCountScalesEvenlyUpAndDown() {
    unless(Deviation.UNEVEN_SCALING);
    create(2);
    for (int target : List.of(4, 3)) {
      var answer =
          kinesis.updateShardCount(
              b ->
                  b.streamName(stream)
                      .targetShardCount(target)
                      .scalingType(ScalingType.UNIFORM_SCALING));
      assertThat(answer.targetShardCount()).isEqualTo(target);
      awaitActive();
      List<Shard> open = openShards();
      assertThat(open).hasSize(target);
      assertCoverage(open);
      BigInteger share = HASH_KEYS.divide(BigInteger.valueOf(target));
      assertThat(open)
          .allSatisfy(
              shard ->
                  assertThat(width(shard).subtract(share).abs())
                      .isLessThanOrEqualTo(BigInteger.TWO));
    }
  }

  @Test
  void theShardCountAtMostDoubles() {
    create(2);
    assertThatThrownBy(
            () ->
                kinesis.updateShardCount(
                    b ->
                        b.streamName(stream)
                            .targetShardCount(5)
                            .scalingType(ScalingType.UNIFORM_SCALING)))
        .isInstanceOfAny(LimitExceededException.class, InvalidArgumentException.class);
  }

  @Test
  void shardsAreListedInPages() {
    create(5);
    List<String> seen = new ArrayList<>();
    ListShardsResponse page = kinesis.listShards(b -> b.streamName(stream).maxResults(2));
    seen.addAll(page.shards().stream().map(Shard::shardId).toList());
    while (page.nextToken() != null) {
      String token = page.nextToken();
      page = kinesis.listShards(b -> b.nextToken(token).maxResults(2));
      assertThat(page.shards()).hasSizeLessThanOrEqualTo(2);
      seen.addAll(page.shards().stream().map(Shard::shardId).toList());
    }
    assertThat(seen)
        .isEqualTo(IntStream.range(0, 5).mapToObj(KinesisContractTest::shardId).toList());
    assertThat(
            kinesis
                .listShards(b -> b.streamName(stream).exclusiveStartShardId(shardId(2)))
                .shards())
        .extracting(Shard::shardId)
        .containsExactly(shardId(3), shardId(4));
  }

  @Test
  void aTokenAndAStreamNameExcludeEachOther() {
    create(3);
    String token = kinesis.listShards(b -> b.streamName(stream).maxResults(1)).nextToken();
    assertThatThrownBy(() -> kinesis.listShards(b -> b.streamName(stream).nextToken(token)))
        .isInstanceOf(InvalidArgumentException.class);
    assertThatThrownBy(() -> kinesis.listShards(b -> b.nextToken("nonsense")))
        .isInstanceOf(InvalidArgumentException.class);
  }

  @Test
  void shardFiltersSelectByPlaceAndTime() {
    unless(Deviation.SHARD_FILTERS);
    create(1);
    Instant beforeSplit = Instant.now();
    waitUntilAfter(beforeSplit.plusMillis(1100));
    split(shards().get(0));
    assertThat(filtered(ShardFilterType.AT_LATEST, null)).containsExactly(shardId(1), shardId(2));
    assertThat(filtered(ShardFilterType.AT_TRIM_HORIZON, null)).containsExactly(shardId(0));
    assertThat(filtered(ShardFilterType.FROM_TRIM_HORIZON, null))
        .containsExactly(shardId(0), shardId(1), shardId(2));
    assertThat(filtered(ShardFilterType.AT_TIMESTAMP, beforeSplit)).containsExactly(shardId(0));
    assertThat(filtered(ShardFilterType.FROM_TIMESTAMP, beforeSplit))
        .containsExactly(shardId(0), shardId(1), shardId(2));
    assertThat(
            kinesis
                .listShards(
                    b ->
                        b.streamName(stream)
                            .shardFilter(
                                f -> f.type(ShardFilterType.AFTER_SHARD_ID).shardId(shardId(1))))
                .shards())
        .extracting(Shard::shardId)
        .containsExactly(shardId(2));
  }

  @Test
  void aStreamsDescriptionIsPagedByShard() {
    create(3);
    var first = kinesis.describeStream(b -> b.streamName(stream).limit(2)).streamDescription();
    assertThat(first.shards()).hasSize(2);
    assertThat(first.hasMoreShards()).isTrue();
    var rest =
        kinesis
            .describeStream(b -> b.streamName(stream).exclusiveStartShardId(shardId(1)))
            .streamDescription();
    assertThat(rest.shards()).extracting(Shard::shardId).containsExactly(shardId(2));
    assertThat(rest.hasMoreShards()).isFalse();
  }

  @Test
  void retentionGoesUpAndDownWithinBounds() {
    create(1);
    kinesis.increaseStreamRetentionPeriod(b -> b.streamName(stream).retentionPeriodHours(48));
    awaitActive();
    assertThat(summary().retentionPeriodHours()).isEqualTo(48);
    kinesis.decreaseStreamRetentionPeriod(b -> b.streamName(stream).retentionPeriodHours(30));
    awaitActive();
    assertThat(summary().retentionPeriodHours()).isEqualTo(30);
    for (Runnable call :
        List.<Runnable>of(
            () ->
                kinesis.increaseStreamRetentionPeriod(
                    b -> b.streamName(stream).retentionPeriodHours(25)),
            () ->
                kinesis.increaseStreamRetentionPeriod(
                    b -> b.streamName(stream).retentionPeriodHours(8761)),
            () ->
                kinesis.decreaseStreamRetentionPeriod(
                    b -> b.streamName(stream).retentionPeriodHours(31)),
            () ->
                kinesis.decreaseStreamRetentionPeriod(
                    b -> b.streamName(stream).retentionPeriodHours(23)))) {
      assertThatThrownBy(call::run)
          .isInstanceOf(InvalidArgumentException.class)
          .satisfies(e -> hasText(e, "etention period"));
    }
  }

  @Test
  void tagsAreAddedReplacedAndRemoved() {
    create(1);
    kinesis.addTagsToStream(b -> b.streamName(stream).tags(Map.of("team", "a", "cost", "1")));
    kinesis.addTagsToStream(b -> b.streamName(stream).tags(Map.of("team", "b")));
    assertThat(tags()).containsExactlyInAnyOrderEntriesOf(Map.of("team", "b", "cost", "1"));
    kinesis.removeTagsFromStream(b -> b.streamName(stream).tagKeys("cost", "unknown"));
    assertThat(tags()).containsExactlyInAnyOrderEntriesOf(Map.of("team", "b"));
    var page = kinesis.listTagsForStream(b -> b.streamName(stream).limit(1));
    assertThat(page.hasMoreTags()).isFalse();
  }

  @Test
  void tagsAreAlsoManagedByArn() {
    create(1);
    String arn = summary().streamARN();
    kinesis.tagResource(b -> b.resourceARN(arn).tags(Map.of("team", "a", "cost", "1")));
    kinesis.untagResource(b -> b.resourceARN(arn).tagKeys("cost"));
    assertThat(kinesis.listTagsForResource(b -> b.resourceARN(arn)).tags())
        .singleElement()
        .satisfies(tag -> assertThat(tag.key()).isEqualTo("team"));
  }

  @Test
  void reservedTagKeysAreRefused() {
    create(1);
    assertThatThrownBy(
            () -> kinesis.addTagsToStream(b -> b.streamName(stream).tags(Map.of("aws:x", "y"))))
        .isInstanceOf(InvalidArgumentException.class);
  }

  @Test
  void encryptionStartsAndStops() {
    create(1);
    kinesis.startStreamEncryption(
        b -> b.streamName(stream).encryptionType(EncryptionType.KMS).keyId("alias/aws/kinesis"));
    awaitActive();
    assertThat(summary().encryptionType()).isEqualTo(EncryptionType.KMS);
    assertThat(summary().keyId()).isEqualTo("alias/aws/kinesis");
    assertThat(put("k", "v").encryptionType()).isEqualTo(EncryptionType.KMS);
    assertThat(readAll(FIRST).get(0).encryptionType()).isEqualTo(EncryptionType.KMS);
    kinesis.stopStreamEncryption(
        b -> b.streamName(stream).encryptionType(EncryptionType.KMS).keyId("alias/aws/kinesis"));
    awaitActive();
    assertThat(summary().encryptionType()).isEqualTo(EncryptionType.NONE);
  }

  @Test
  void aStreamChangesItsMode() {
    create(1);
    kinesis.updateStreamMode(
        b ->
            b.streamARN(summary().streamARN())
                .streamModeDetails(m -> m.streamMode(StreamMode.ON_DEMAND)));
    awaitActive();
    assertThat(summary().streamModeDetails().streamMode()).isEqualTo(StreamMode.ON_DEMAND);
  }

  @Test
  void shardMetricsAreEnabledAndDisabled() {
    create(1);
    var enabled =
        kinesis.enableEnhancedMonitoring(
            b ->
                b.streamName(stream)
                    .shardLevelMetrics(MetricsName.INCOMING_BYTES, MetricsName.OUTGOING_BYTES));
    assertThat(enabled.currentShardLevelMetrics()).isEmpty();
    assertThat(enabled.desiredShardLevelMetrics())
        .containsExactlyInAnyOrder(MetricsName.INCOMING_BYTES, MetricsName.OUTGOING_BYTES);
    awaitActive();
    var disabled =
        kinesis.disableEnhancedMonitoring(
            b -> b.streamName(stream).shardLevelMetrics(MetricsName.ALL));
    assertThat(disabled.desiredShardLevelMetrics()).isEmpty();
  }

  @Test
  void anArnStandsForTheName() {
    create(1);
    String arn = summary().streamARN();
    String number =
        kinesis
            .putRecord(b -> b.streamARN(arn).partitionKey("k").data(SdkBytes.fromUtf8String("v")))
            .sequenceNumber();
    assertThat(kinesis.listShards(b -> b.streamARN(arn)).shards()).hasSize(1);
    String iterator =
        kinesis
            .getShardIterator(
                b ->
                    b.streamARN(arn)
                        .shardId(FIRST)
                        .shardIteratorType(ShardIteratorType.TRIM_HORIZON))
            .shardIterator();
    assertThat(kinesis.getRecords(b -> b.streamARN(arn).shardIterator(iterator)).records())
        .extracting(Record::sequenceNumber)
        .containsExactly(number);
  }

  @Test
  void aDeletedStreamIsGoneAndItsNameFree() {
    create(1);
    put("k", "old");
    String iterator = iterator(FIRST, ShardIteratorType.TRIM_HORIZON);
    kinesis.deleteStream(b -> b.streamName(stream).enforceConsumerDeletion(true));
    awaitGone();
    assertThatThrownBy(() -> read(iterator)).isInstanceOf(ResourceNotFoundException.class);
    create(1);
    assertThat(readAll(FIRST)).isEmpty();
  }

  @Test
  void limitsAreDescribed() {
    create(1);
    var limits = kinesis.describeLimits();
    assertThat(limits.openShardCount()).isPositive();
    assertThat(limits.shardLimit()).isGreaterThanOrEqualTo(limits.openShardCount());
  }

  private void unless(Deviation deviation) {
    assumeTrue(
        !deviations().contains(deviation), () -> "Known to differ from AWS here: " + deviation);
  }

  private void hasText(Throwable error, String text) {
    if (!deviations().contains(Deviation.OTHER_MESSAGES)) {
      assertThat(((KinesisException) error).awsErrorDetails().errorMessage()).contains(text);
    }
  }

  private void create(int shards) {
    kinesis.createStream(b -> b.streamName(stream).shardCount(shards));
    awaitActive();
  }

  private void awaitActive() {
    ContractWaits.until(() -> summary().streamStatus() == StreamStatus.ACTIVE);
  }

  private void awaitGone() {
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

  private static void waitUntilAfter(Instant time) {
    ContractWaits.until(() -> Instant.now().isAfter(time));
  }

  private StreamDescriptionSummary summary() {
    return kinesis.describeStreamSummary(b -> b.streamName(stream)).streamDescriptionSummary();
  }

  private List<Shard> shards() {
    return kinesis.listShards(b -> b.streamName(stream)).shards();
  }

  private List<Shard> openShards() {
    return shards().stream()
        .filter(shard -> shard.sequenceNumberRange().endingSequenceNumber() == null)
        .toList();
  }

  private List<String> filtered(ShardFilterType type, Instant time) {
    return kinesis
        .listShards(b -> b.streamName(stream).shardFilter(f -> f.type(type).timestamp(time)))
        .shards()
        .stream()
        .map(Shard::shardId)
        .toList();
  }

  private Map<String, String> tags() {
    Map<String, String> tags = new java.util.HashMap<>();
    kinesis
        .listTagsForStream(b -> b.streamName(stream))
        .tags()
        .forEach(tag -> tags.put(tag.key(), tag.value()));
    return tags;
  }

  private void split(Shard shard) {
    String middle = middle(shard).toString();
    kinesis.splitShard(
        b -> b.streamName(stream).shardToSplit(shard.shardId()).newStartingHashKey(middle));
    awaitActive();
  }

  private PutRecordResponse put(String key, String value) {
    return kinesis.putRecord(
        b -> b.streamName(stream).partitionKey(key).data(SdkBytes.fromUtf8String(value)));
  }

  private static PutRecordsRequestEntry entry(String key, String value) {
    return PutRecordsRequestEntry.builder()
        .partitionKey(key)
        .data(SdkBytes.fromUtf8String(value))
        .build();
  }

  private String iterator(String shard, ShardIteratorType type) {
    return kinesis
        .getShardIterator(b -> b.streamName(stream).shardId(shard).shardIteratorType(type))
        .shardIterator();
  }

  private String iteratorAt(ShardIteratorType type, String number) {
    return kinesis
        .getShardIterator(
            b ->
                b.streamName(stream)
                    .shardId(FIRST)
                    .shardIteratorType(type)
                    .startingSequenceNumber(number))
        .shardIterator();
  }

  private String iteratorAt(Instant time) {
    return kinesis
        .getShardIterator(
            b ->
                b.streamName(stream)
                    .shardId(FIRST)
                    .shardIteratorType(ShardIteratorType.AT_TIMESTAMP)
                    .timestamp(time))
        .shardIterator();
  }

  private GetRecordsResponse read(String iterator) {
    return kinesis.getRecords(b -> b.shardIterator(iterator));
  }

  private GetRecordsResponse read(String iterator, int limit) {
    return kinesis.getRecords(b -> b.shardIterator(iterator).limit(limit));
  }

  private List<Record> readAll(String shard) {
    return read(iterator(shard, ShardIteratorType.TRIM_HORIZON)).records();
  }

  private List<Record> readToEnd(String shard) {
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

  private GetRecordsResponse lastPage(String shard) {
    GetRecordsResponse page = read(iterator(shard, ShardIteratorType.TRIM_HORIZON));
    for (int i = 0; i < 10 && page.nextShardIterator() != null; i++) {
      page = read(page.nextShardIterator());
    }
    return page;
  }

  private static List<String> values(List<Record> records) {
    return records.stream().map(record -> record.data().asUtf8String()).toList();
  }

  private static String shardId(int number) {
    return String.format("shardId-%012d", number);
  }

  private static BigInteger start(Shard shard) {
    return new BigInteger(shard.hashKeyRange().startingHashKey());
  }

  private static BigInteger end(Shard shard) {
    return new BigInteger(shard.hashKeyRange().endingHashKey());
  }

  private static BigInteger width(Shard shard) {
    return end(shard).subtract(start(shard)).add(BigInteger.ONE);
  }

  private static BigInteger middle(Shard shard) {
    return start(shard).add(width(shard).shiftRight(1));
  }

  private static boolean covers(Shard shard, BigInteger hash) {
    return start(shard).compareTo(hash) <= 0 && hash.compareTo(end(shard)) <= 0;
  }

  private static void assertCoverage(List<Shard> shards) {
    List<Shard> sorted =
        shards.stream().sorted(java.util.Comparator.comparing(KinesisContractTest::start)).toList();
    BigInteger next = BigInteger.ZERO;
    Set<String> ids = new HashSet<>();
    for (Shard shard : sorted) {
      assertThat(start(shard)).isEqualTo(next);
      assertThat(ids.add(shard.shardId())).isTrue();
      next = end(shard).add(BigInteger.ONE);
    }
    assertThat(next).isEqualTo(HASH_KEYS);
  }

  private static BigInteger md5(String key) {
    try {
      return new BigInteger(
          1, MessageDigest.getInstance("MD5").digest(key.getBytes(StandardCharsets.UTF_8)));
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
