package com.eventbuspro.streams.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.eventbuspro.model.position.Position;
import com.eventbuspro.model.position.ShardId;
import com.eventbuspro.streams.StreamMode;
import com.eventbuspro.streams.source.ShardSplit.Start;
import com.eventbuspro.streams.source.SourceEvents.ShardEnded;
import com.eventbuspro.streams.source.SourceEvents.StreamRemoved;
import com.eventbuspro.streams.source.SourceEvents.WentBack;
import com.eventbuspro.streams.testing.InMemoryStreams;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.metrics.groups.SourceReaderMetricGroup;
import org.apache.flink.util.SimpleUserCodeClassLoader;
import org.apache.flink.util.UserCodeClassLoader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StreamsReaderTest {
  private static final ShardId PARENT = new ShardId("shardId-000000000000");
  private static final ShardEnded END = new ShardEnded("s", PARENT.value());

  private final InMemoryStreams streams = new InMemoryStreams(Clock.systemUTC());
  private final List<SourceEvent> events = new ArrayList<>();
  private final Output output = new Output();
  private StreamsReader reader = reader();

  @AfterEach
  void close() {
    reader.close();
  }

  @Test
  void anEndStaysInTheStateUntilACheckpointWithItIsComplete() throws Exception {
    endParent();
    List<ShardSplit> state = reader.snapshotState(1);
    assertThat(state)
        .extracting(ShardSplit::start)
        .containsExactly(new Start.After(Position.ENDED));
    assertThat(reader.snapshotState(2)).hasSize(1);
    reader.notifyCheckpointComplete(1);
    assertThat(reader.snapshotState(3)).isEmpty();
  }

  @Test
  void anEndInTheStateIsReportedAgainAfterARestore() throws Exception {
    endParent();
    List<ShardSplit> state = reader.snapshotState(1);
    reader.close();
    events.clear();
    reader = reader();
    reader.addSplits(state);
    assertThat(events).containsExactly(END);
  }

  @Test
  void itsControlIsFoundWhileItRuns() {
    reader.start();
    assertThat(ReaderControls.find("id")).containsSame(reader);
    reader.close();
    assertThat(ReaderControls.find("id")).isEmpty();
  }

  @Test
  void whatADyingAttemptLeftBehindInTheSameJvmIsNotFound() throws Exception {
    Thread dying = new Thread(reader::start);
    dying.start();
    dying.join();
    assertThat(ReaderControls.find("id")).isEmpty();
  }

  @Test
  void theEndOfAShardThatIsReadWhenToldIsReportedOnceItIsCommitted() throws Exception {
    reader.seek("s", Map.of(), Duration.ZERO);
    emitEndOfParent(new Start.Held());
    assertThat(events).isEmpty();
    reader.seek("s", Map.of(PARENT, Position.ENDED), Duration.ZERO);
    assertThat(events).as("sought, which is not committed").isEmpty();
    reader.committed("s", Map.of(PARENT, Position.ENDED));
    reader.committed("s", Map.of(PARENT, Position.ENDED));
    assertThat(events).containsExactly(END);
  }

  @Test
  void anEndCommittedBeforeTheShardIsHandedOutIsReportedWhenItIs() {
    reader.committed("s", Map.of(PARENT, Position.ENDED));
    assertThat(events).isEmpty();
    reader.addSplits(List.of(new ShardSplit("s", PARENT, List.of(), new Start.Held())));
    assertThat(events).containsExactly(END);
  }

  @Test
  void thatPositionsWereTakenBackIsReported() {
    reader.committed("s", Map.of(PARENT, Position.ENDED));
    reader.committed("s", Map.of(PARENT, Position.ENDED));
    assertThat(events).isEmpty();
    reader.committed("s", Map.of(PARENT, Position.after("7")));
    assertThat(events).containsExactly(new WentBack("s"));
    reader.committed("s", Map.of());
    assertThat(events).hasSize(2);
  }

  @Test
  void itKnowsTheStreamsItHasShardsOf() {
    reader.lookAtLeastEvery("t", Duration.ofSeconds(1));
    assertThat(reader.streams()).isEmpty();
    reader.addSplits(List.of(new ShardSplit("s", PARENT, List.of(), new Start.Held())));
    assertThat(reader.streams()).containsExactly("s");
    reader.handleSourceEvents(new StreamRemoved("s"));
    assertThat(reader.streams()).isEmpty();
  }

  private void endParent() throws Exception {
    emitEndOfParent(new Start.After(Position.BEGINNING));
    assertThat(events).containsExactly(END);
  }

  private void emitEndOfParent(Start start) throws Exception {
    streams.create("s", new StreamMode.Provisioned(1), Map.of());
    streams.split("s", PARENT);
    reader.addSplits(List.of(new ShardSplit("s", PARENT, List.of(), start)));
    reader.isAvailable().get(20, TimeUnit.SECONDS);
    reader.pollNext(output);
    assertThat(output.batches).singleElement().matches(ShardBatch::ended);
  }

  private StreamsReader reader() {
    return new StreamsReader(new Context(), "id", streams, Tuning.defaults());
  }

  private static final class Output implements ReaderOutput<ShardBatch> {
    private final List<ShardBatch> batches = new ArrayList<>();

    @Override
    public void collect(ShardBatch batch) {
      batches.add(batch);
    }

    @Override
    public void collect(ShardBatch batch, long timestamp) {
      batches.add(batch);
    }

    @Override
    public void emitWatermark(Watermark watermark) {}

    @Override
    public void markIdle() {}

    @Override
    public void markActive() {}

    @Override
    public SourceOutput<ShardBatch> createOutputForSplit(String splitId) {
      return this;
    }

    @Override
    public void releaseOutputForSplit(String splitId) {}
  }

  private final class Context implements SourceReaderContext {
    @Override
    public SourceReaderMetricGroup metricGroup() {
      throw new UnsupportedOperationException("The reader counts nothing");
    }

    @Override
    public Configuration getConfiguration() {
      return new Configuration();
    }

    @Override
    public String getLocalHostName() {
      return "here";
    }

    @Override
    public int getIndexOfSubtask() {
      return 0;
    }

    @Override
    public void sendSplitRequest() {}

    @Override
    public void sendSourceEventToCoordinator(SourceEvent event) {
      events.add(event);
    }

    @Override
    public UserCodeClassLoader getUserCodeClassLoader() {
      return SimpleUserCodeClassLoader.create(getClass().getClassLoader());
    }
  }
}
