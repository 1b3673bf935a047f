package com.eventbuspro.streams.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.eventbuspro.model.position.Position;
import com.eventbuspro.model.position.ShardId;
import com.eventbuspro.streams.Entry;
import com.eventbuspro.streams.PublishOutcome;
import com.eventbuspro.streams.ReadBatch;
import com.eventbuspro.streams.Shard;
import com.eventbuspro.streams.StreamFailure;
import com.eventbuspro.streams.StreamMode;
import com.eventbuspro.streams.StreamsException;
import com.eventbuspro.streams.source.ShardSplit.Start;
import com.eventbuspro.streams.testing.InMemoryStreams;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FetcherTest {
  private static final Tuning FAST =
      new Tuning(
          Duration.ofMillis(5),
          Duration.ofSeconds(60),
          Duration.ofMillis(1),
          Duration.ofMillis(5),
          Duration.ofMillis(1),
          Duration.ofMillis(20),
          4,
          100_000);

  private final InMemoryStreams streams = new InMemoryStreams(Clock.systemUTC());
  private final List<ShardId> ended = new ArrayList<>();
  private final Fetcher fetcher =
      new Fetcher(streams, FAST, "test", split -> ended.add(split.shard()));

  @AfterEach
  void close() {
    fetcher.close();
  }

  @Test
  void aHeldStreamIsReadOnceItIsSought() throws Exception {
    create("s", 1);
    List<PublishOutcome> outcomes = publish("s", 0, 5);
    add("s", new Start.Held());
    assertNothingComes();
    PublishOutcome.Accepted second = (PublishOutcome.Accepted) outcomes.get(1);
    fetcher.seek("s", Map.of(second.shard(), Position.after(second.sequence())), Duration.ZERO);
    assertThat(take(3)).containsExactly("2", "3", "4");
  }

  @Test
  void seekingBackEmitsAgainAndDropsWhatWasReadAhead() throws Exception {
    create("s", 1);
    publish("s", 0, 3);
    add("s", new Start.After(Position.BEGINNING));
    assertThat(take(3)).containsExactly("0", "1", "2");
    publish("s", 3, 2);
    fetcher.available().get(10, TimeUnit.SECONDS);
    fetcher.seek("s", Map.of(), Duration.ZERO);
    assertThat(take(5)).containsExactly("0", "1", "2", "3", "4");
  }

  @Test
  void aPausedStreamEmitsNothingAndOthersGoOn() throws Exception {
    create("s", 1);
    create("t", 1);
    add("s", new Start.After(Position.BEGINNING));
    add("t", new Start.After(Position.BEGINNING));
    fetcher.pause("s");
    publish("s", 0, 3);
    publish("t", 10, 1);
    assertThat(take(1)).containsExactly("10");
    assertNothingComes();
    fetcher.resume("s");
    assertThat(take(3)).containsExactly("0", "1", "2");
  }

  @Test
  void whenAllIsPausedNothingComesUntilItIsResumedAndNothingIsLost() throws Exception {
    create("s", 1);
    create("t", 1);
    fetcher.pauseAll();
    add("s", new Start.After(Position.BEGINNING));
    add("t", new Start.After(Position.BEGINNING));
    publish("s", 0, 3);
    publish("t", 3, 3);
    assertNothingComes();
    fetcher.resumeAll();
    assertThat(take(6)).containsExactlyInAnyOrder("0", "1", "2", "3", "4", "5");
  }

  @Test
  void aPausedStreamThatReadAllItMayLeavesRoomForOthers() throws Exception {
    create("s", 1);
    create("t", 1);
    fetcher.pause("s");
    byte[] large = new byte[20_000];
    for (int i = 0; i < 20; i++) {
      streams.publish("s", List.of(new Entry("k", large)));
    }
    add("s", new Start.After(Position.BEGINNING));
    publish("t", 0, 3);
    add("t", new Start.After(Position.BEGINNING));
    assertThat(take(3)).containsExactly("0", "1", "2");
    publish("t", 3, 2);
    assertThat(take(2)).containsExactly("3", "4");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 128})
  void noShardIsReadMoreThanFiveTimesASecondHoweverOftenItIsPausedAndSought(int shards) {
    create("s", shards);
    AtomicInteger reads = new AtomicInteger();
    streams.onCall(
        (operation, stream) ->
            reads.addAndGet(operation == InMemoryStreams.Operation.READ ? 1 : 0));
    try (Fetcher defaults = new Fetcher(streams, Tuning.defaults(), "defaults", split -> {})) {
      for (Shard shard : streams.shards("s")) {
        defaults.add(
            new ShardSplit("s", shard.id(), List.of(), new Start.After(Position.BEGINNING)));
      }
      long begin = System.nanoTime();
      long second = TimeUnit.SECONDS.toNanos(1);
      while (System.nanoTime() - begin < second) {
        defaults.pauseAll();
        defaults.resumeAll();
        defaults.seek("s", Map.of(), Duration.ZERO);
        LockSupport.parkNanos(second / 50);
      }
      double seconds = (System.nanoTime() - begin) / 1e9;
      // One more each: the first read comes at once.
      assertThat(reads.get()).isLessThanOrEqualTo((int) (shards * (5 * seconds + 1)));
      assertThat(reads.get()).isGreaterThanOrEqualTo(shards);
    }
  }

  @Test
  void manyShardsThatWaitForRoomAreAllRead() throws Exception {
    create("s", 64);
    byte[] large = new byte[30_000];
    int published = 400;
    for (int i = 0; i < published; i++) {
      streams.publish("s", List.of(new Entry("key-" + i, large)));
    }
    add("s", new Start.After(Position.BEGINNING));
    assertThat(take(published)).hasSize(published);
  }

  @Test
  void childrenComeAfterTheirParentsAgainWhenSoughtBack() throws Exception {
    create("s", 1);
    publish("s", 0, 2);
    ShardId parent = streams.shards("s").get(0).id();
    streams.split("s", parent);
    publish("s", 2, 2);
    add("s", new Start.After(Position.BEGINNING));
    assertThat(take(4)).containsExactly("0", "1", "2", "3");
    fetcher.seek("s", Map.of(), Duration.ZERO);
    assertThat(take(4)).containsExactly("0", "1", "2", "3");
    fetcher.seek("s", Map.of(parent, Position.ENDED), Duration.ZERO);
    assertThat(take(2)).containsExactly("2", "3");
    assertThat(ended).containsExactly(parent, parent, parent);
    fetcher.seek("s", Map.of(), Duration.ZERO);
    fetcher.committed("s", Map.of());
    assertThat(take(4)).containsExactly("0", "1", "2", "3");
    assertThat(ended).as("this consumer says what is safe").hasSize(3);
  }

  @Test
  void readingAheadIsBounded() throws Exception {
    create("s", 1);
    byte[] large = new byte[20_000];
    for (int i = 0; i < 50; i++) {
      // One batch each, so that the bound is met between them.
      streams.publish("s", List.of(new Entry("k", large)));
    }
    add("s", new Start.After(Position.BEGINNING));
    int records = 0;
    while (records < 50) {
      fetcher.available().get(10, TimeUnit.SECONDS);
      ShardBatch batch = fetcher.poll();
      records += batch == null ? 0 : batch.records().size();
    }
    assertThat(records).isEqualTo(50);
  }

  @Test
  void itTellsUntilWhenEverythingWasEmitted() throws Exception {
    create("s", 1);
    Instant before = Instant.now();
    publish("s", 0, 3);
    add("s", new Start.Held());
    assertThat(fetcher.emittedUntil("s")).isEmpty();
    fetcher.seek("s", Map.of(), Duration.ZERO);
    assertThat(take(3)).containsExactly("0", "1", "2");
    Instant emitted = Instant.now();
    awaitEmittedUntil("s", emitted);
    assertThat(fetcher.emittedUntil("s").orElseThrow()).isAfter(before);
    fetcher.seek("s", Map.of(), Duration.ZERO);
    assertThat(fetcher.emittedUntil("s")).isEmpty();
  }

  @Test
  void ofShardsThatHaveEndedNothingIsLeft() throws Exception {
    create("s", 1);
    ShardId shard = streams.shards("s").get(0).id();
    fetcher.add(new ShardSplit("s", shard, List.of(), new Start.After(Position.ENDED)));
    assertThat(fetcher.emittedUntil("s").orElseThrow()).isBeforeOrEqualTo(Instant.now());
    fetcher.listingTrouble(
        "s", new StreamStatus.Trouble(StreamFailure.UNAVAILABLE, "Nobody answers"));
    assertThat(fetcher.emittedUntil("s")).isEmpty();
  }

  @Test
  void whatWasReadAheadIsNotEmitted() throws Exception {
    create("s", 1);
    publish("s", 0, 3);
    add("s", new Start.After(Position.BEGINNING));
    fetcher.available().get(10, TimeUnit.SECONDS);
    assertThat(fetcher.emittedUntil("s")).isEmpty();
    assertThat(take(3)).containsExactly("0", "1", "2");
    assertThat(fetcher.emittedUntil("s")).isPresent();
  }

  @Test
  void troubleIsToldAndPasses() throws Exception {
    create("s", 1);
    publish("s", 0, 1);
    streams.onCall(
        (operation, stream) -> {
          throw new StreamsException(StreamFailure.ACCESS_DENIED, "not yours");
        });
    fetcher.add(
        new ShardSplit(
            "s",
            new ShardId("shardId-000000000000"),
            List.of(),
            new Start.After(Position.BEGINNING)));
    awaitTrouble("s");
    assertThat(fetcher.status("s").captures()).isFalse();
    streams.onCall((operation, stream) -> {});
    assertThat(take(1)).containsExactly("0");
    assertThat(fetcher.status("s").trouble()).isNull();
    assertThat(fetcher.status("s").captures()).isTrue();
  }

  @Test
  void aShardThatLeftTheStreamUnreadEndsWithAGap() throws Exception {
    create("s", 1);
    fetcher.add(
        new ShardSplit(
            "s", new ShardId("expired"), List.of(), new Start.After(Position.after("1"))));
    fetcher.available().get(10, TimeUnit.SECONDS);
    ShardBatch batch = fetcher.poll();
    assertThat(batch).isNotNull();
    assertThat(batch.ended()).isTrue();
    assertThat(batch.gap()).isEqualTo(ReadBatch.Gap.POSSIBLE);
  }

  @Test
  void batchesContinueOneAnother() throws Exception {
    create("s", 1);
    add("s", new Start.After(Position.BEGINNING));
    Position at = Position.BEGINNING;
    for (int i = 0; i < 5; i++) {
      publish("s", i, 1);
      fetcher.available().get(10, TimeUnit.SECONDS);
      ShardBatch batch = fetcher.poll();
      assertThat(batch).isNotNull();
      assertThat(batch.from()).isEqualTo(at);
      at = batch.to();
    }
  }

  private void create(String stream, int shards) {
    streams.create(stream, new StreamMode.Provisioned(shards), Map.of());
  }

  private List<PublishOutcome> publish(String stream, int from, int count) {
    return streams.publish(
        stream,
        IntStream.range(from, from + count)
            .mapToObj(i -> new Entry("k", Integer.toString(i).getBytes(StandardCharsets.UTF_8)))
            .toList());
  }

  private void add(String stream, Start start) {
    for (Shard shard : streams.shards(stream)) {
      fetcher.add(new ShardSplit(stream, shard.id(), shard.parents(), start));
    }
  }

  private List<String> take(int count) throws Exception {
    List<String> taken = new ArrayList<>();
    while (taken.size() < count) {
      fetcher.available().get(10, TimeUnit.SECONDS);
      ShardBatch batch = fetcher.poll();
      if (batch != null) {
        batch.records().forEach(r -> taken.add(new String(r.data(), StandardCharsets.UTF_8)));
      }
    }
    return taken;
  }

  private void assertNothingComes() throws InterruptedException, ExecutionException {
    try {
      fetcher.available().get(100, TimeUnit.MILLISECONDS);
      assertThat(fetcher.poll()).isNull();
    } catch (TimeoutException e) {
      assertThat(fetcher.poll()).isNull();
    }
  }

  private void awaitEmittedUntil(String stream, Instant time) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (fetcher.emittedUntil(stream).filter(time::isBefore).isEmpty()) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      Thread.onSpinWait();
    }
  }

  private void awaitTrouble(String stream) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (fetcher.status(stream).trouble() == null) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      Thread.onSpinWait();
    }
  }
}
