package com.eventbuspro.transform.source;

import com.eventbuspro.streams.source.EnumeratorState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.core.io.SimpleVersionedSerialization;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.iceberg.flink.source.enumerator.IcebergEnumeratorState;
import org.jspecify.annotations.Nullable;

/** The positions, then the two states with the versions of their own forms, where there are any. */
final class SequenceStateSerializer implements SimpleVersionedSerializer<SequenceState> {
  private static final int VERSION = 1;
  private static final int NONE = -1;

  private final SimpleVersionedSerializer<IcebergEnumeratorState> history;
  private final SimpleVersionedSerializer<EnumeratorState> live;

  SequenceStateSerializer(
      SimpleVersionedSerializer<IcebergEnumeratorState> history,
      SimpleVersionedSerializer<EnumeratorState> live) {
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
    out.writeInt(state.positions().size());
    for (Map.Entry<String, String> position : state.positions().entrySet()) {
      write(out, position.getKey().getBytes(StandardCharsets.UTF_8));
      write(out, position.getValue().getBytes(StandardCharsets.UTF_8));
    }
    write(out, history, state.history());
    write(out, live, state.live());
    return out.getCopyOfBuffer();
  }

  @Override
  public SequenceState deserialize(int version, byte[] bytes) throws IOException {
    if (version != VERSION) {
      throw new IOException("Not the state of a sequence in version " + version);
    }
    DataInputDeserializer in = new DataInputDeserializer(bytes);
    int size = in.readInt();
    Map<String, String> positions = new TreeMap<>();
    for (int i = 0; i < size; i++) {
      String shard = new String(read(in, in.readInt()), StandardCharsets.UTF_8);
      positions.put(shard, new String(read(in, in.readInt()), StandardCharsets.UTF_8));
    }
    return new SequenceState(positions, read(in, history), read(in, live));
  }

  private static <T> void write(
      DataOutputSerializer out, SimpleVersionedSerializer<T> serializer, @Nullable T state)
      throws IOException {
    if (state == null) {
      out.writeInt(NONE);
    } else {
      write(out, SimpleVersionedSerialization.writeVersionAndSerialize(serializer, state));
    }
  }

  private static void write(DataOutputSerializer out, byte[] bytes) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static <T> @Nullable T read(
      DataInputDeserializer in, SimpleVersionedSerializer<T> serializer) throws IOException {
    int size = in.readInt();
    return size == NONE
        ? null
        : SimpleVersionedSerialization.readVersionAndDeSerialize(serializer, read(in, size));
  }

  private static byte[] read(DataInputDeserializer in, int size) throws IOException {
    byte[] bytes = new byte[size];
    in.readFully(bytes);
    return bytes;
  }
}
