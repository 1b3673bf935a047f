package com.eventbuspro.transform.source;

import com.eventbuspro.streams.source.ShardSplit;
import java.io.IOException;
import java.util.Map;
import org.apache.flink.core.io.SimpleVersionedSerialization;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.iceberg.flink.source.split.IcebergSourceSplit;

/** One byte that says what it is, then the part itself with the version of its own form. */
final class SequenceSplitSerializer implements SimpleVersionedSerializer<SequenceSplit> {
  private static final int VERSION = 1;
  private static final byte HISTORY = 0;
  private static final byte STREAM = 1;
  private static final byte HISTORY_AFTER = 2;

  private final SimpleVersionedSerializer<IcebergSourceSplit> files;
  private final SimpleVersionedSerializer<ShardSplit> shards;

  SequenceSplitSerializer(
      SimpleVersionedSerializer<IcebergSourceSplit> files,
      SimpleVersionedSerializer<ShardSplit> shards) {
    this.files = files;
    this.shards = shards;
  }

  @Override
  public int getVersion() {
    return VERSION;
  }

  @Override
  public byte[] serialize(SequenceSplit split) throws IOException {
    if (split instanceof SequenceSplit.OfHistory history) {
      byte[] file = SimpleVersionedSerialization.writeVersionAndSerialize(files, history.split());
      return history.after().isEmpty()
          ? tagged(HISTORY, file)
          : tagged(HISTORY_AFTER, PositionsForm.before(history.after(), file));
    }
    return tagged(
        STREAM,
        SimpleVersionedSerialization.writeVersionAndSerialize(
            shards, ((SequenceSplit.OfStream) split).split()));
  }

  @Override
  public SequenceSplit deserialize(int version, byte[] bytes) throws IOException {
    if (version != VERSION || bytes.length == 0) {
      throw new IOException("Not a part of a sequence in version " + version);
    }
    byte[] part = new byte[bytes.length - 1];
    System.arraycopy(bytes, 1, part, 0, part.length);
    return switch (bytes[0]) {
      case HISTORY ->
          new SequenceSplit.OfHistory(
              SimpleVersionedSerialization.readVersionAndDeSerialize(files, part), Map.of());
      case HISTORY_AFTER -> {
        DataInputDeserializer in = new DataInputDeserializer(part);
        Map<String, String> after = PositionsForm.read(in);
        byte[] file = new byte[in.available()];
        in.readFully(file);
        yield new SequenceSplit.OfHistory(
            SimpleVersionedSerialization.readVersionAndDeSerialize(files, file), after);
      }
      case STREAM ->
          new SequenceSplit.OfStream(
              SimpleVersionedSerialization.readVersionAndDeSerialize(shards, part));
      default -> throw new IOException("Not a part of a sequence: " + bytes[0]);
    };
  }

  private static byte[] tagged(byte tag, byte[] part) {
    byte[] bytes = new byte[part.length + 1];
    bytes[0] = tag;
    System.arraycopy(part, 0, bytes, 1, part.length);
    return bytes;
  }
}
