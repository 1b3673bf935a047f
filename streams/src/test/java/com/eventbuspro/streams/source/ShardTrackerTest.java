package com.eventbuspro.streams.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.eventbuspro.model.position.ShardId;
import com.eventbuspro.streams.Shard;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ShardTrackerTest {
  private final ShardTracker tracker = new ShardTracker();

  @Test
  void childrenWaitForAllTheirParents() {
    tracker.listed(List.of(shard("a"), shard("b"), shard("c", "a", "b")));
    assertThat(assignable()).containsExactly("a", "b");
    assign("a", "b");
    assertThat(assignable()).isEmpty();
    tracker.finished(new ShardId("a"));
    assertThat(assignable()).isEmpty();
    tracker.finished(new ShardId("b"));
    assertThat(assignable()).containsExactly("c");
  }

  @Test
  void parentsThatLeftTheStreamAreNotWaitedFor() {
    tracker.listed(List.of(shard("c", "gone")));
    assertThat(assignable()).containsExactly("c");
  }

  @Test
  void aParentThatLeftTheStreamInAReadersHandsIsWaitedFor() {
    tracker.listed(List.of(shard("a"), shard("b", "a")));
    assign("a");
    tracker.listed(List.of(shard("b", "a")));
    assertThat(assignable()).isEmpty();
    tracker.finished(new ShardId("a"));
    assertThat(assignable()).containsExactly("b");
  }

  @Test
  void anEndIsNewsOnce() {
    tracker.listed(List.of(shard("a")));
    assign("a");
    assertThat(tracker.finished(new ShardId("a"))).isTrue();
    assertThat(tracker.finished(new ShardId("a"))).isFalse();
  }

  @Test
  void aReturnedShardIsHandedOutAgainAndItsChildrenWaitAgain() {
    tracker.listed(List.of(shard("a"), shard("b", "a")));
    assign("a");
    tracker.finished(new ShardId("a"));
    tracker.returned(new ShardId("a"));
    assertThat(assignable()).containsExactly("a");
  }

  @Test
  void progressIsRestored() {
    tracker.listed(List.of(shard("a"), shard("b", "a")));
    assign("a");
    tracker.finished(new ShardId("a"));
    ShardTracker restored = ShardTracker.restore(tracker.progress());
    restored.listed(List.of(shard("a"), shard("b", "a")));
    assertThat(restored.assignable()).extracting(s -> s.id().value()).containsExactly("b");
  }

  private void assign(String... shards) {
    Stream.of(shards).map(ShardId::new).forEach(tracker::assigned);
  }

  private List<String> assignable() {
    return tracker.assignable().stream().map(shard -> shard.id().value()).toList();
  }

  private static Shard shard(String id, String... parents) {
    return new Shard(
        new ShardId(id), Stream.of(parents).map(ShardId::new).toList(), Shard.State.OPEN);
  }
}
