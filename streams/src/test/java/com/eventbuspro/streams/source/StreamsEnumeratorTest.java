package com.eventbuspro.streams.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.eventbuspro.model.position.Position;
import com.eventbuspro.model.position.ShardId;
import com.eventbuspro.streams.ReadFrom;
import com.eventbuspro.streams.StreamFailure;
import com.eventbuspro.streams.StreamMode;
import com.eventbuspro.streams.StreamsException;
import com.eventbuspro.streams.source.ShardSplit.Start;
import com.eventbuspro.streams.source.SourceEvents.Elsewhere;
import com.eventbuspro.streams.source.SourceEvents.ListingTrouble;
import com.eventbuspro.streams.source.SourceEvents.ShardEnded;
import com.eventbuspro.streams.source.SourceEvents.ShareTold;
import com.eventbuspro.streams.source.SourceEvents.StreamRemoved;
import com.eventbuspro.streams.source.SourceEvents.WentBack;
import com.eventbuspro.streams.testing.InMemoryStreams;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StreamsEnumeratorTest {
  private static final Tuning FAST =
      new Tuning(
          Duration.ofMillis(5),
          Duration.ofSeconds(60),
          Duration.ofMillis(1),
          Duration.ofMillis(5),
          Duration.ofMillis(1),
          Duration.ofMillis(5),
          2,
          1_000);
  private static final ShardId FIRST = new ShardId("shardId-000000000000");

  private final InMemoryStreams streams = new InMemoryStreams(Clock.systemUTC());
  private final Map<String, StreamOrigin> directory = new ConcurrentHashMap<>();
  private FakeEnumeratorContext context = new FakeEnumeratorContext();
  private StreamsEnumerator enumerator = enumerator(new EnumeratorState(Map.of()));

  @BeforeEach
  void start() {
    streams.create("s", new StreamMode.Provisioned(1), Map.of());
    directory.put("s", StreamOrigin.of(ReadFrom.beginning()));
    context.register(0);
    enumerator.start();
  }

  @AfterEach
  void close() {
    enumerator.close();
  }

  @Test
  void aShardIsHandedOutOnceAndItsChildrenAfterItsEnd() {
    await(() -> assigned().equals(List.of("s/" + FIRST)));
    streams.split("s", FIRST);
    enumerator.handleSourceEvent(0, new ShardEnded("s", FIRST.value()));
    await(() -> context.assigned.size() == 3);
    enumerator.handleSourceEvent(0, new ShardEnded("s", FIRST.value()));
    context.runTasks();
    assertThat(context.assigned).hasSize(3);
  }

  @Test
  void anEndThatTheCheckpointMissedIsReportedAgainAfterARestore() throws Exception {
    await(() -> context.assigned.size() == 1);
    streams.split("s", FIRST);
    byte[] beforeTheEnd = new EnumeratorStateSerializer().serialize(enumerator.snapshotState(1));
    enumerator.close();

    context = new FakeEnumeratorContext();
    context.register(0);
    enumerator = enumerator(new EnumeratorStateSerializer().deserialize(1, beforeTheEnd));
    enumerator.start();
    // What a reader does with a split that its checkpoint has as ended.
    await(
        () -> {
          enumerator.handleSourceEvent(0, new ShardEnded("s", FIRST.value()));
          return context.assigned.size() == 2;
        });
    assertThat(context.assigned).allMatch(split -> split.parents().equals(List.of(FIRST)));
  }

  @Test
  void shardsThatThePositionsCallEndedAreNotHandedOut() {
    streams.create("t", new StreamMode.Provisioned(1), Map.of());
    streams.split("t", FIRST);
    directory.put("t", StreamOrigin.after(Map.of(FIRST, Position.ENDED)));
    await(() -> assigned().stream().filter(id -> id.startsWith("t/")).count() == 2);
    assertThat(assigned()).doesNotContain("t/" + FIRST);
  }

  @Test
  void aStreamThatWaitsToBeToldIsHandedOutHeld() {
    streams.create("t", new StreamMode.Provisioned(1), Map.of());
    directory.put("t", StreamOrigin.whenTold());
    await(() -> assigned().contains("t/" + FIRST));
    assertThat(context.assigned)
        .filteredOn(split -> split.stream().equals("t"))
        .allMatch(split -> split.start() instanceof Start.Held);
  }

  @Test
  void splitsWaitForTheirReaderAndReturnWithIt() {
    await(() -> context.assigned.size() == 1);
    context.unregister(0);
    enumerator.addSplitsBack(List.copyOf(context.assigned), 0);
    assertThat(context.assigned).hasSize(1);
    context.register(0);
    enumerator.addReader(0);
    assertThat(assigned()).containsExactly("s/" + FIRST, "s/" + FIRST);
  }

  @Test
  void troubleWithListingIsToldUntilItPasses() {
    streams.onCall(
        (operation, stream) -> {
          if (stream.equals("bad")) {
            throw new StreamsException(StreamFailure.ACCESS_DENIED, "not yours");
          }
        });
    streams.create("good", new StreamMode.Provisioned(1), Map.of());
    directory.put("bad", StreamOrigin.whenTold());
    directory.put("good", StreamOrigin.whenTold());
    await(
        () ->
            context.events.contains(
                new ListingTrouble("bad", StreamFailure.ACCESS_DENIED, "not yours")));
    await(() -> assigned().contains("good/" + FIRST));
    streams.onCall((operation, stream) -> {});
    streams.create("bad", new StreamMode.Provisioned(1), Map.of());
    await(() -> context.events.contains(new ListingTrouble("bad", null, "")));
    await(() -> assigned().contains("bad/" + FIRST));
  }

  @Test
  void aStreamThatLeavesTheDirectoryIsTakenFromTheReaders() {
    await(() -> context.assigned.size() == 1);
    directory.remove("s");
    await(() -> context.events.contains(new StreamRemoved("s")));
  }

  @Test
  void aLargeStreamIsSpreadAndASmallOneIsNot() {
    register(4);
    streams.create("small", new StreamMode.Provisioned(Spread.SHARDS_PER_SUBTASK), Map.of());
    streams.create("large", new StreamMode.Provisioned(40), Map.of());
    directory.put("small", StreamOrigin.whenTold());
    directory.put("large", StreamOrigin.whenTold());
    await(() -> count("small/") == Spread.SHARDS_PER_SUBTASK && count("large/") == 40);
    assertThat(shardsBySubtask("small/"))
        .containsOnly(Map.entry(Spread.home("small", 4), Spread.SHARDS_PER_SUBTASK));
    assertThat(shardsBySubtask("large/").values()).containsExactlyInAnyOrder(13, 13, 14);
    assertThat(shardsBySubtask("large/")).containsKey(Spread.home("large", 4));
  }

  @Test
  void noShardIsHandedToTwoSubtasksWhenTheStreamGrows() {
    register(4);
    streams.create("grows", new StreamMode.Provisioned(1), Map.of());
    directory.put("grows", StreamOrigin.whenTold());
    await(() -> count("grows/") == 1);
    streams.setShardCount("grows", 64);
    await(
        () -> {
          List.copyOf(context.assigned).stream()
              .filter(split -> split.stream().equals("grows"))
              .map(split -> new ShardEnded("grows", split.shard().value()))
              .forEach(end -> enumerator.handleSourceEvent(0, end));
          return count("grows/") == streams.shards("grows").size();
        });
    assertThat(assigned()).doesNotHaveDuplicates();
    assertThat(shardsBySubtask("grows/")).hasSize(4);
  }

  @Test
  void theHomeIsToldHowTheOthersGetOn() {
    register(2);
    streams.create("large", new StreamMode.Provisioned(32), Map.of());
    directory.put("large", StreamOrigin.whenTold());
    await(() -> context.events.contains(new Elsewhere("large", ShareStatus.STARTING)));
    int other = 1 - Spread.home("large", 2);
    ShareStatus fails = ShareStatus.failing("TableMissing", "There is none");
    enumerator.handleSourceEvent(other, new ShareTold("large", fails));
    assertThat(context.events).endsWith(new Elsewhere("large", fails));
    enumerator.handleSourceEvent(other, new ShareTold("large", ShareStatus.FINE));
    assertThat(context.events).endsWith(new Elsewhere("large", ShareStatus.FINE));
    enumerator.addSplitsBack(
        context.assigned.stream()
            .filter(split -> context.bySubtask.get(other).contains(split.splitId()))
            .toList(),
        other);
    assertThat(context.events).endsWith(new Elsewhere("large", ShareStatus.STARTING));
  }

  @Test
  void positionsTakenBackRestartAJobInWhichSeveralSubtasksShareTheStream() {
    register(2);
    streams.create("large", new StreamMode.Provisioned(32), Map.of());
    directory.put("large", StreamOrigin.whenTold());
    await(() -> count("large/") == 32 && count("s/") == 1);
    enumerator.handleSourceEvent(0, new WentBack("s"));
    assertThatThrownBy(() -> enumerator.handleSourceEvent(0, new WentBack("large")))
        .hasMessageContaining("start over");
  }

  private void register(int parallelism) {
    context.parallelism = parallelism;
    for (int subtask = 0; subtask < parallelism; subtask++) {
      context.register(subtask);
    }
  }

  private long count(String prefix) {
    return assigned().stream().filter(id -> id.startsWith(prefix)).count();
  }

  private Map<Integer, Integer> shardsBySubtask(String prefix) {
    Map<Integer, Integer> counts = new TreeMap<>();
    context.bySubtask.forEach(
        (subtask, ids) -> {
          int count = (int) ids.stream().filter(id -> id.startsWith(prefix)).count();
          if (count > 0) {
            counts.put(subtask, count);
          }
        });
    return counts;
  }

  private StreamsEnumerator enumerator(EnumeratorState state) {
    return new StreamsEnumerator(
        context, streams, () -> Map.copyOf(directory), Spread.BY_SIZE, FAST, state);
  }

  private List<String> assigned() {
    return context.assigned.stream().map(ShardSplit::splitId).toList();
  }

  private void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    context.runTasks();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("patience ended").isLessThan(deadline);
      Thread.onSpinWait();
      context.runTasks();
    }
  }
}
