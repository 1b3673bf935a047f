package com.eventbuspro.streams.source;

import com.eventbuspro.model.position.ShardId;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** The enumerator's state as bytes. */
final class EnumeratorStateSerializer implements SimpleVersionedSerializer<EnumeratorState> {
  static final int VERSION = 1;

  @Override
  public int getVersion() {
    return VERSION;
  }

  @Override
  public byte[] serialize(EnumeratorState state) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(state.streams().size());
      for (var stream : new TreeMap<>(state.streams()).entrySet()) {
        out.writeUTF(stream.getKey());
        write(stream.getValue().assigned(), out);
        write(stream.getValue().finished(), out);
      }
    }
    return bytes.toByteArray();
  }

  @Override
  public EnumeratorState deserialize(int version, byte[] bytes) throws IOException {
    Versions.require("stream enumerator's state", VERSION, version);
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      Map<String, EnumeratorState.Progress> streams = new HashMap<>();
      for (int left = in.readInt(); left > 0; left--) {
        streams.put(in.readUTF(), new EnumeratorState.Progress(read(in), read(in)));
      }
      return new EnumeratorState(streams);
    }
  }

  private static void write(Set<ShardId> shards, DataOutputStream out) throws IOException {
    out.writeInt(shards.size());
    for (ShardId shard : new TreeSet<>(shards)) {
      out.writeUTF(shard.value());
    }
  }

  private static Set<ShardId> read(DataInputStream in) throws IOException {
    Set<ShardId> shards = new HashSet<>();
    for (int left = in.readInt(); left > 0; left--) {
      shards.add(new ShardId(in.readUTF()));
    }
    return shards;
  }
}
