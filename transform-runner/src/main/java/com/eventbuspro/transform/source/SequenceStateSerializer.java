package com.eventbuspro.transform.source;

import com.eventbuspro.streams.source.EnumeratorState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.core.io.SimpleVersionedSerialization;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.iceberg.flink.source.enumerator.IcebergEnumeratorState;
import org.jspecify.annotations.Nullable;

/**
 * The positions, the round, its snapshot, the newest event time, the files that are left, and the
 * state of the stream with the version of its own form. In version 1 there was one round, and
 * Iceberg's own state of it; in version 2 no newest event time.
 */
final class SequenceStateSerializer implements SimpleVersionedSerializer<SequenceState> {
  private static final int VERSION = 3;
  private static final int WITHOUT_NEWEST = 2;
  private static final int ONE_ROUND = 1;
  private static final int NONE = -1;

  private final SimpleVersionedSerializer<SequenceSplit> splits;
  private final SimpleVersionedSerializer<IcebergEnumeratorState> history;
  private final SimpleVersionedSerializer<EnumeratorState> live;

  SequenceStateSerializer(
      SimpleVersionedSerializer<SequenceSplit> splits,
      SimpleVersionedSerializer<IcebergEnumeratorState> history,
      SimpleVersionedSerializer<EnumeratorState> live) {
    this.splits = splits;
    this.history = history;
    this.live = live;
  }

  @Override
  public int getVersion() {
    return VERSION;
  }

  @Override
  public byte[] serialize(SequenceState state) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(1024);
    PositionsForm.write(state.positions(), out);
    out.writeInt(state.round());
    out.writeBoolean(state.snapshotId() != null);
    out.writeLong(state.snapshotId() == null ? 0 : state.snapshotId());
    out.writeLong(state.newest());
    out.writeInt(state.files().size());
    for (SequenceSplit.OfHistory file : state.files()) {
      write(out, splits, file);
    }
    write(out, live, state.live());
    return out.getCopyOfBuffer();
  }

  @Override
  public SequenceState deserialize(int version, byte[] bytes) throws IOException {
    DataInputDeserializer in = new DataInputDeserializer(bytes);
    return switch (version) {
      case VERSION -> read(in, true);
      case WITHOUT_NEWEST -> read(in, false);
      case ONE_ROUND -> readOneRound(in);
      default -> throw new IOException("Not the state of a sequence in version " + version);
    };
  }

  private SequenceState read(DataInputDeserializer in, boolean hasNewest) throws IOException {
    Map<String, String> positions = PositionsForm.read(in);
    int round = in.readInt();
    boolean hasHistory = in.readBoolean();
    long snapshotId = in.readLong();
    long newest = hasNewest ? in.readLong() : Long.MIN_VALUE;
    int size = in.readInt();
    List<SequenceSplit.OfHistory> files = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      if (!(read(in, splits) instanceof SequenceSplit.OfHistory file)) {
        throw new IOException("What is left of history are files");
      }
      files.add(file);
    }
    return new SequenceState(
        positions, round, hasHistory ? snapshotId : null, newest, files, read(in, live));
  }

  private SequenceState readOneRound(DataInputDeserializer in) throws IOException {
    Map<String, String> positions = PositionsForm.read(in);
    IcebergEnumeratorState left = read(in, history);
    List<SequenceSplit.OfHistory> files =
        left == null
            ? List.of()
            : left.pendingSplits().stream()
                .map(file -> new SequenceSplit.OfHistory(file.split(), Map.of()))
                .toList();
    return new SequenceState(positions, 0, null, Long.MIN_VALUE, files, read(in, live));
  }

  private static <T> void write(
      DataOutputSerializer out, SimpleVersionedSerializer<T> serializer, @Nullable T state)
      throws IOException {
    if (state == null) {
      out.writeInt(NONE);
    } else {
      byte[] bytes = SimpleVersionedSerialization.writeVersionAndSerialize(serializer, state);
      out.writeInt(bytes.length);
      out.write(bytes);
    }
  }

  private static <T> @Nullable T read(
      DataInputDeserializer in, SimpleVersionedSerializer<T> serializer) throws IOException {
    int size = in.readInt();
    if (size == NONE) {
      return null;
    }
    byte[] bytes = new byte[size];
    in.readFully(bytes);
    return SimpleVersionedSerialization.readVersionAndDeSerialize(serializer, bytes);
  }
}
