package com.eventbuspro.localaws.kinesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kinesis.model.InvalidArgumentException;
import software.amazon.awssdk.services.kinesis.model.ListShardsResponse;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.ShardFilterType;

/** How shards are listed, filtered and paged. */
interface ListShardsContract extends ContractSubject {
  @Test
  default void shardsAreListedInPages() {
    create(5);
    List<String> seen = new ArrayList<>();
    ListShardsResponse page = kinesis().listShards(b -> b.streamName(stream()).maxResults(2));
    seen.addAll(page.shards().stream().map(Shard::shardId).toList());
    while (page.nextToken() != null) {
      String token = page.nextToken();
      page = kinesis().listShards(b -> b.nextToken(token).maxResults(2));
      assertThat(page.shards()).hasSizeLessThanOrEqualTo(2);
      seen.addAll(page.shards().stream().map(Shard::shardId).toList());
    }
    assertThat(seen).isEqualTo(IntStream.range(0, 5).mapToObj(ContractShards::shardId).toList());
    assertThat(
            kinesis()
                .listShards(
                    b -> b.streamName(stream()).exclusiveStartShardId(ContractShards.shardId(2)))
                .shards())
        .extracting(Shard::shardId)
        .containsExactly(ContractShards.shardId(3), ContractShards.shardId(4));
  }

  @Test
  default void aTokenAndAStreamNameExcludeEachOther() {
    create(3);
    String token = kinesis().listShards(b -> b.streamName(stream()).maxResults(1)).nextToken();
    assertThatThrownBy(() -> kinesis().listShards(b -> b.streamName(stream()).nextToken(token)))
        .isInstanceOf(InvalidArgumentException.class);
    assertThatThrownBy(() -> kinesis().listShards(b -> b.nextToken("nonsense")))
        .isInstanceOf(InvalidArgumentException.class);
  }

  @Test
  default void shardFiltersSelectByPlaceAndTime() {
    unless(Deviation.SHARD_FILTERS);
    create(1);
    Instant beforeSplit = Instant.now();
    ContractShards.waitUntilAfter(beforeSplit.plusMillis(1100));
    split(shards().get(0));
    assertThat(filtered(ShardFilterType.AT_LATEST, null))
        .containsExactly(ContractShards.shardId(1), ContractShards.shardId(2));
    assertThat(filtered(ShardFilterType.AT_TRIM_HORIZON, null))
        .containsExactly(ContractShards.shardId(0));
    assertThat(filtered(ShardFilterType.FROM_TRIM_HORIZON, null))
        .containsExactly(
            ContractShards.shardId(0), ContractShards.shardId(1), ContractShards.shardId(2));
    assertThat(filtered(ShardFilterType.AT_TIMESTAMP, beforeSplit))
        .containsExactly(ContractShards.shardId(0));
    assertThat(filtered(ShardFilterType.FROM_TIMESTAMP, beforeSplit))
        .containsExactly(
            ContractShards.shardId(0), ContractShards.shardId(1), ContractShards.shardId(2));
    assertThat(
            kinesis()
                .listShards(
                    b ->
                        b.streamName(stream())
                            .shardFilter(
                                f ->
                                    f.type(ShardFilterType.AFTER_SHARD_ID)
                                        .shardId(ContractShards.shardId(1))))
                .shards())
        .extracting(Shard::shardId)
        .containsExactly(ContractShards.shardId(2));
  }
}
