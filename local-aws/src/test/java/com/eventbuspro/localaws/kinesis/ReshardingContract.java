package com.eventbuspro.localaws.kinesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.InvalidArgumentException;
import software.amazon.awssdk.services.kinesis.model.LimitExceededException;
import software.amazon.awssdk.services.kinesis.model.ResourceInUseException;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;
import software.amazon.awssdk.services.kinesis.model.ScalingType;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.StreamMode;
import software.amazon.awssdk.services.kinesis.model.ValidationException;

/** How shards are split, merged and scaled. */
interface ReshardingContract extends ContractSubject {
  @Test
  default void aSplitShardEndsAndItsChildrenGoOn() {
    create(1);
    put("k", "before");
    String startOfParent = shards().get(0).sequenceNumberRange().startingSequenceNumber();
    split(shards().get(0));
    List<Shard> shards = shards();
    assertThat(shards)
        .extracting(Shard::shardId)
        .containsExactly(
            ContractShards.shardId(0), ContractShards.shardId(1), ContractShards.shardId(2));
    Shard parent = shards.get(0);
    assertThat(parent.sequenceNumberRange().startingSequenceNumber()).isEqualTo(startOfParent);
    String end = parent.sequenceNumberRange().endingSequenceNumber();
    assertThat(end).isNotNull();
    for (Shard child : shards.subList(1, 3)) {
      assertThat(child.parentShardId()).isEqualTo(FIRST_SHARD);
      assertThat(child.adjacentParentShardId()).isNull();
      assertThat(new BigInteger(child.sequenceNumberRange().startingSequenceNumber()))
          .isGreaterThan(new BigInteger(end));
    }
    ContractShards.assertCoverage(shards.subList(1, 3));
    assertThat(put("k", "after").shardId())
        .isIn(ContractShards.shardId(1), ContractShards.shardId(2));
    assertThat(summary().openShardCount()).isEqualTo(2);
    assertThat(ContractShards.values(readToEnd(FIRST_SHARD))).containsExactly("before");
  }

  @Test
  default void theEndOfAShardNamesItsChildren() {
    create(1);
    put("k", "before");
    split(shards().get(0));
    GetRecordsResponse last = lastPage(FIRST_SHARD);
    assertThat(last.nextShardIterator()).isNull();
    assertThat(last.childShards()).hasSize(2);
    assertThat(last.childShards().get(0).parentShards()).containsExactly(FIRST_SHARD);
    assertThat(last.childShards().get(0).hashKeyRange()).isEqualTo(shards().get(1).hashKeyRange());
  }

  @Test
  default void mergedShardsEndInOneChild() {
    create(2);
    kinesis()
        .mergeShards(
            b ->
                b.streamName(stream())
                    .shardToMerge(ContractShards.shardId(0))
                    .adjacentShardToMerge(ContractShards.shardId(1)));
    awaitActive();
    Shard child = shards().get(2);
    assertThat(child.parentShardId()).isEqualTo(ContractShards.shardId(0));
    assertThat(child.adjacentParentShardId()).isEqualTo(ContractShards.shardId(1));
    ContractShards.assertCoverage(List.of(child));
    assertThat(put("k", "v").shardId()).isEqualTo(ContractShards.shardId(2));
  }

  @Test
  default void onlyNeighboursCanBeMerged() {
    create(3);
    assertThatThrownBy(
            () ->
                kinesis()
                    .mergeShards(
                        b ->
                            b.streamName(stream())
                                .shardToMerge(ContractShards.shardId(0))
                                .adjacentShardToMerge(ContractShards.shardId(2))))
        .isInstanceOf(InvalidArgumentException.class)
        .satisfies(e -> hasText(e, "are not an adjacent pair of shards eligible for merging"));
  }

  @Test
  default void aShardIsSplitOnceAndInside() {
    create(1);
    Shard whole = shards().get(0);
    if (!deviations().contains(Deviation.TAKES_EDGE_SPLITS)) {
      for (String key : List.of("0", whole.hashKeyRange().endingHashKey())) {
        assertThatThrownBy(
                () ->
                    kinesis()
                        .splitShard(
                            b ->
                                b.streamName(stream())
                                    .shardToSplit(FIRST_SHARD)
                                    .newStartingHashKey(key)))
            .isInstanceOf(InvalidArgumentException.class);
      }
    }
    split(whole);
    assertThatThrownBy(() -> split(whole))
        .isInstanceOfAny(ResourceInUseException.class, InvalidArgumentException.class);
    assertThatThrownBy(
            () ->
                kinesis()
                    .splitShard(
                        b ->
                            b.streamName(stream())
                                .shardToSplit("shardId-000000000099")
                                .newStartingHashKey("100")))
        .isInstanceOf(ResourceNotFoundException.class);
  }

  @Test
  default void theShardCountScalesEvenlyUpAndDown() {
    unless(Deviation.UNEVEN_SCALING);
    create(2);
    for (int target : List.of(4, 3)) {
      var answer =
          kinesis()
              .updateShardCount(
                  b ->
                      b.streamName(stream())
                          .targetShardCount(target)
                          .scalingType(ScalingType.UNIFORM_SCALING));
      assertThat(answer.targetShardCount()).isEqualTo(target);
      awaitActive();
      List<Shard> open = openShards();
      assertThat(open).hasSize(target);
      ContractShards.assertCoverage(open);
      BigInteger share = ContractShards.HASH_KEYS.divide(BigInteger.valueOf(target));
      assertThat(open)
          .allSatisfy(
              shard ->
                  assertThat(ContractShards.width(shard).subtract(share).abs())
                      .isLessThanOrEqualTo(BigInteger.TWO));
    }
  }

  @Test
  default void theShardCountAtMostDoubles() {
    create(2);
    assertThatThrownBy(
            () ->
                kinesis()
                    .updateShardCount(
                        b ->
                            b.streamName(stream())
                                .targetShardCount(5)
                                .scalingType(ScalingType.UNIFORM_SCALING)))
        .isInstanceOfAny(LimitExceededException.class, InvalidArgumentException.class);
  }

  @Test
  default void shardsOfAnOnDemandStreamCannotBeSplitByHand() {
    unless(Deviation.SPLITS_ON_DEMAND);
    kinesis()
        .createStream(
            b -> b.streamName(stream()).streamModeDetails(m -> m.streamMode(StreamMode.ON_DEMAND)));
    awaitActive();
    String middle = ContractShards.middle(shards().get(0)).toString();
    assertThatThrownBy(
            () ->
                kinesis()
                    .splitShard(
                        b ->
                            b.streamName(stream())
                                .shardToSplit(FIRST_SHARD)
                                .newStartingHashKey(middle)))
        .isInstanceOf(ValidationException.class);
  }
}
