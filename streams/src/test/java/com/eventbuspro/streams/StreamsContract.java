package com.eventbuspro.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.eventbuspro.model.position.Position;
import com.eventbuspro.model.position.ShardId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every implementation of the two ports promises; run against the fake and the real one. */
public abstract class StreamsContract {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  protected abstract Streams streams();

  protected abstract StreamAdmin admin();

  /** A name that no other test uses. */
  protected abstract String freshName();

  @Test
  void whatIsPublishedIsReadInOrder() {
    String stream = stream(1);
    List<PublishOutcome> outcomes = streams().publish(stream, entries("k", 1200));
    assertThat(outcomes).hasSize(1200).allMatch(PublishOutcome.Accepted.class::isInstance);
    assertThat(texts(drain(stream, shards(stream).get(0), ReadFrom.beginning(), 1200)))
        .isEqualTo(IntStream.range(0, 1200).mapToObj(i -> "k-" + i).toList());
  }

  @Test
  void readingGoesOnAfterAPosition() {
    String stream = stream(1);
    List<PublishOutcome> outcomes = streams().publish(stream, entries("k", 10));
    String fifth = ((PublishOutcome.Accepted) outcomes.get(4)).sequence();
    ReadBatch batch = streams().read(stream, shards(stream).get(0), ReadFrom.after(fifth)).next();
    assertThat(texts(batch.records())).containsExactly("k-5", "k-6", "k-7", "k-8", "k-9");
    assertThat(batch.gap()).isEqualTo(ReadBatch.Gap.NONE);
    assertThat(batch.end()).isEqualTo(ReadBatch.End.GOES_ON);
  }

  @Test
  void readingAfterTheNewestRecordIsEmptyUntilMoreCome() {
    String stream = stream(1);
    PublishOutcome.Accepted last =
        (PublishOutcome.Accepted) streams().publish(stream, entries("k", 1)).get(0);
    ShardReader reader = streams().read(stream, last.shard(), ReadFrom.after(last.sequence()));
    assertThat(reader.next().records()).isEmpty();
    streams().publish(stream, entries("new", 1));
    assertThat(texts(reader.next().records())).containsExactly("new-0");
  }

  @Test
  void readingFromATimeLeavesOutWhatCameBefore() {
    String stream = stream(1);
    streams().publish(stream, entries("k", 3));
    ShardId shard = shards(stream).get(0);
    ReadFrom inAnHour = new ReadFrom.AtTime(Instant.now().minus(Duration.ofHours(1)));
    assertThat(streams().read(stream, shard, inAnHour).next().records()).hasSize(3);
  }

  @Test
  void theSameKeyGoesToTheSameShard() {
    String stream = stream(4);
    List<PublishOutcome> outcomes = streams().publish(stream, entries("one", 20));
    assertThat(outcomes.stream().map(o -> ((PublishOutcome.Accepted) o).shard()).distinct())
        .hasSize(1);
  }

  @Test
  void aBadEntryIsRejectedAndItsNeighboursAreWritten() {
    String stream = stream(1);
    List<PublishOutcome> outcomes =
        streams()
            .publish(
                stream,
                List.of(
                    entry("k", "first"),
                    new Entry("k", new byte[Streams.MAX_RECORD_BYTES]),
                    entry("", "no key"),
                    entry("k", "last")));
    assertThat(outcomes.get(0)).isInstanceOf(PublishOutcome.Accepted.class);
    assertThat(code(outcomes.get(1))).isEqualTo(StreamFailure.RECORD_TOO_LARGE);
    assertThat(code(outcomes.get(2))).isEqualTo(StreamFailure.INVALID_PARTITION_KEY);
    assertThat(outcomes.get(3)).isInstanceOf(PublishOutcome.Accepted.class);
  }

  @Test
  void aMissingStreamRejectsEveryEntry() {
    List<PublishOutcome> outcomes = streams().publish(freshName(), entries("k", 2));
    assertThat(outcomes).hasSize(2);
    assertThat(outcomes).extracting(StreamsContract::code).containsOnly(StreamFailure.NOT_FOUND);
  }

  @Test
  void aMissingStreamHasNoShards() {
    String stream = freshName();
    assertThatThrownBy(() -> streams().shards(stream))
        .isInstanceOfSatisfying(
            StreamsException.class, e -> assertThat(e.code()).isEqualTo(StreamFailure.NOT_FOUND))
        .hasMessageContaining(stream);
  }

  @Test
  void afterReshardingTheParentEndsAndItsChildrenAreKnown() {
    String stream = stream(1);
    ShardId parent = shards(stream).get(0);
    streams().publish(stream, entries("before", 5));
    admin().setShardCount(stream, 2);
    awaitActive(stream);
    streams().publish(stream, entries("after", 5));

    ShardReader reader = streams().read(stream, parent, ReadFrom.beginning());
    List<StreamRecord> read = new ArrayList<>();
    Instant deadline = Instant.now().plus(PATIENCE);
    ReadBatch batch;
    do {
      batch = reader.next();
      read.addAll(batch.records());
    } while (batch.end() == ReadBatch.End.GOES_ON && Instant.now().isBefore(deadline));
    assertThat(batch.end()).isEqualTo(ReadBatch.End.ENDED);
    assertThat(read).hasSize(5);
    assertThat(reader.next().end()).isEqualTo(ReadBatch.End.ENDED);
    assertThat(streams().shards(stream))
        .filteredOn(shard -> shard.state() == Shard.State.OPEN)
        .hasSize(2)
        .allSatisfy(shard -> assertThat(shard.parents()).containsExactly(parent));
  }

  @Test
  void aStreamIsDescribedAsItWasMade() {
    String stream = freshName();
    admin().create(stream, new StreamMode.Provisioned(2), Map.of("owner", "payments"));
    awaitActive(stream);
    admin().tag(stream, Map.of("more", "yes"));
    admin().setRetention(stream, Duration.ofDays(2));
    awaitActive(stream);
    StreamDescription described = admin().describe(stream);
    assertThat(described.name()).isEqualTo(stream);
    assertThat(described.arn()).endsWith("stream/" + stream);
    assertThat(described.openShards()).isEqualTo(2);
    assertThat(described.capacity()).isEqualTo(StreamDescription.Capacity.PROVISIONED);
    assertThat(described.retention()).isEqualTo(Duration.ofDays(2));
    assertThat(described.encryptionKey()).isNull();
    assertThat(described.tags()).isEqualTo(Map.of("owner", "payments", "more", "yes"));
    admin().untag(stream, Set.of("more"));
    assertThat(admin().describe(stream).tags()).isEqualTo(Map.of("owner", "payments"));
  }

  @Test
  void encryptionIsSwitchedOnAndOff() {
    String stream = stream(1);
    admin().encrypt(stream, "alias/aws/kinesis");
    awaitActive(stream);
    assertThat(admin().describe(stream).encryptionKey()).isEqualTo("alias/aws/kinesis");
    admin().decrypt(stream, "alias/aws/kinesis");
    awaitActive(stream);
    assertThat(admin().describe(stream).encryptionKey()).isNull();
  }

  @Test
  void aStreamIsMadeOnce() {
    String stream = stream(1);
    assertThatThrownBy(() -> admin().create(stream, new StreamMode.Provisioned(1), Map.of()))
        .isInstanceOfSatisfying(
            StreamsException.class,
            e -> assertThat(e.code()).isEqualTo(StreamFailure.ALREADY_EXISTS));
  }

  @Test
  void aDeletedStreamIsGone() {
    String stream = stream(1);
    assertThat(admin().list(stream)).containsExactly(stream);
    admin().delete(stream);
    Instant deadline = Instant.now().plus(PATIENCE);
    while (!admin().list(stream).isEmpty() && Instant.now().isBefore(deadline)) {
      Thread.onSpinWait();
    }
    assertThat(admin().list(stream)).isEmpty();
    assertThatThrownBy(() -> admin().describe(stream))
        .isInstanceOfSatisfying(
            StreamsException.class, e -> assertThat(e.code()).isEqualTo(StreamFailure.NOT_FOUND));
  }

  @Test
  void anEndedShardCannotBeReadOn() {
    assertThatThrownBy(() -> new ReadFrom.After(Position.ENDED))
        .isInstanceOf(IllegalArgumentException.class);
  }

  protected final String stream(int shards) {
    String stream = freshName();
    admin().create(stream, new StreamMode.Provisioned(shards), Map.of());
    awaitActive(stream);
    return stream;
  }

  protected final List<ShardId> shards(String stream) {
    return streams().shards(stream).stream().map(Shard::id).toList();
  }

  protected final List<StreamRecord> drain(
      String stream, ShardId shard, ReadFrom from, int expected) {
    ShardReader reader = streams().read(stream, shard, from);
    List<StreamRecord> read = new ArrayList<>();
    Instant deadline = Instant.now().plus(PATIENCE);
    while (read.size() < expected && Instant.now().isBefore(deadline)) {
      read.addAll(reader.next().records());
    }
    return read;
  }

  protected static List<Entry> entries(String key, int count) {
    return IntStream.range(0, count).mapToObj(i -> entry(key, key + "-" + i)).toList();
  }

  protected static List<String> texts(List<StreamRecord> records) {
    return records.stream().map(r -> new String(r.data(), StandardCharsets.UTF_8)).toList();
  }

  private static Entry entry(String key, String text) {
    return new Entry(key, text.getBytes(StandardCharsets.UTF_8));
  }

  private static StreamFailure code(PublishOutcome outcome) {
    return ((PublishOutcome.Rejected) outcome).code();
  }

  private void awaitActive(String stream) {
    Instant deadline = Instant.now().plus(PATIENCE);
    while (admin().describe(stream).status() != StreamDescription.Status.ACTIVE) {
      assertThat(Instant.now()).isBefore(deadline);
      Thread.onSpinWait();
    }
  }
}
