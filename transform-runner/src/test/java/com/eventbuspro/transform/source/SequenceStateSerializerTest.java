package com.eventbuspro.transform.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.eventbuspro.streams.source.EnumeratorState;
import com.eventbuspro.streams.source.Spread;
import com.eventbuspro.streams.source.StreamDirectory;
import com.eventbuspro.streams.source.StreamsSource;
import com.eventbuspro.streams.source.Tuning;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.flink.core.io.SimpleVersionedSerialization;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.iceberg.flink.source.enumerator.IcebergEnumeratorState;
import org.apache.iceberg.flink.source.enumerator.IcebergEnumeratorStateSerializer;
import org.apache.iceberg.flink.source.split.IcebergSourceSplitSerializer;
import org.junit.jupiter.api.Test;

class SequenceStateSerializerTest {
  private static final Map<String, String> POSITIONS = Map.of("shard-1", "17", "shard-2", "ended");

  private final StreamsSource stream =
      new StreamsSource(
          () -> Scene.streams, StreamDirectory.fixed(Map.of()), Spread.BY_SHARD, Tuning.defaults());
  private final SimpleVersionedSerializer<IcebergEnumeratorState> history =
      new IcebergEnumeratorStateSerializer(true);
  private final SequenceSplitSerializer splits =
      new SequenceSplitSerializer(
          new IcebergSourceSplitSerializer(true), stream.getSplitSerializer());
  private final SequenceStateSerializer serializer =
      new SequenceStateSerializer(splits, history, stream.getEnumeratorCheckpointSerializer());

  @Test
  void whatIsWrittenIsRead() throws IOException {
    Scene scene = new Scene(1);
    scene.publish(0, 10);
    long snapshot = scene.capture();
    List<SequenceSplit.OfHistory> files =
        new HistoryPlan(scene.read(), new ReadOrigin(snapshot, "run", POSITIONS, null), Scene::lake)
            .first(snapshot)
            .files();
    SequenceSplit.OfHistory later = new SequenceSplit.OfHistory(files.get(0).split(), POSITIONS);

    SequenceState read =
        serializer.deserialize(
            3,
            serializer.serialize(
                new SequenceState(POSITIONS, 3, snapshot, 17, List.of(files.get(0), later), null)));

    assertThat(read.positions()).isEqualTo(POSITIONS);
    assertThat(read.round()).isEqualTo(3);
    assertThat(read.snapshotId()).isEqualTo(snapshot);
    assertThat(read.newest()).isEqualTo(17);
    assertThat(read.live()).isNull();
    assertThat(read.files())
        .extracting(SequenceSplit.OfHistory::after)
        .containsExactly(Map.of(), POSITIONS);
    assertThat(read.files()).extracting(SequenceSplit::splitId).containsOnly(later.splitId());
  }

  @Test
  void whatVersion1WroteIsRead() throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    PositionsForm.write(POSITIONS, out);
    write(out, history, new IcebergEnumeratorState(List.of()));
    write(out, stream.getEnumeratorCheckpointSerializer(), new EnumeratorState(Map.of()));

    SequenceState read = serializer.deserialize(1, out.getCopyOfBuffer());

    assertThat(read.positions()).isEqualTo(POSITIONS);
    assertThat(read.round()).isZero();
    assertThat(read.snapshotId()).isNull();
    assertThat(read.newest()).isEqualTo(Long.MIN_VALUE);
    assertThat(read.files()).isEmpty();
    assertThat(read.live()).isEqualTo(new EnumeratorState(Map.of()));
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> serializer.deserialize(9, out.getCopyOfBuffer()));
  }

  @Test
  void whatVersion2WroteIsRead() throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    PositionsForm.write(POSITIONS, out);
    out.writeInt(3);
    out.writeBoolean(true);
    out.writeLong(99);
    out.writeInt(0);
    write(out, stream.getEnumeratorCheckpointSerializer(), new EnumeratorState(Map.of()));

    assertThat(serializer.deserialize(2, out.getCopyOfBuffer()))
        .isEqualTo(
            new SequenceState(
                POSITIONS, 3, 99L, Long.MIN_VALUE, List.of(), new EnumeratorState(Map.of())));
  }

  private static <T> void write(
      DataOutputSerializer out, SimpleVersionedSerializer<T> serializer, T state)
      throws IOException {
    byte[] bytes = SimpleVersionedSerialization.writeVersionAndSerialize(serializer, state);
    out.writeInt(bytes.length);
    out.write(bytes);
  }
}
