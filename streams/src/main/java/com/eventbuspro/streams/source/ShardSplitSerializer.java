package com.eventbuspro.streams.source;

import com.eventbuspro.model.position.Position;
import com.eventbuspro.model.position.ShardId;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** Splits as bytes. A new version is a new number, a new branch, and a test with old bytes. */
final class ShardSplitSerializer implements SimpleVersionedSerializer<ShardSplit> {
  static final int VERSION = 1;
  private static final int HELD = 0;
  private static final int AFTER = 1;
  private static final int AT_TIME = 2;

  @Override
  public int getVersion() {
    return VERSION;
  }

  @Override
  public byte[] serialize(ShardSplit split) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeUTF(split.stream());
      out.writeUTF(split.shard().value());
      out.writeInt(split.parents().size());
      for (ShardId parent : split.parents()) {
        out.writeUTF(parent.value());
      }
      writeStart(split.start(), out);
    }
    return bytes.toByteArray();
  }

  @Override
  public ShardSplit deserialize(int version, byte[] bytes) throws IOException {
    Versions.require("shard split", VERSION, version);
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      String stream = in.readUTF();
      ShardId shard = new ShardId(in.readUTF());
      List<ShardId> parents = new ArrayList<>();
      for (int left = in.readInt(); left > 0; left--) {
        parents.add(new ShardId(in.readUTF()));
      }
      return new ShardSplit(stream, shard, parents, readStart(in));
    }
  }

  private static void writeStart(ShardSplit.Start start, DataOutputStream out) throws IOException {
    if (start instanceof ShardSplit.Start.After after) {
      out.writeByte(AFTER);
      out.writeUTF(after.position().encode());
    } else if (start instanceof ShardSplit.Start.AtTime at) {
      out.writeByte(AT_TIME);
      out.writeLong(at.time().toEpochMilli());
    } else {
      out.writeByte(HELD);
    }
  }

  private static ShardSplit.Start readStart(DataInputStream in) throws IOException {
    int kind = in.readByte();
    return switch (kind) {
      case HELD -> new ShardSplit.Start.Held();
      case AFTER -> new ShardSplit.Start.After(Position.decode(in.readUTF()));
      case AT_TIME -> new ShardSplit.Start.AtTime(Instant.ofEpochMilli(in.readLong()));
      default -> throw new IOException("A shard split cannot start in way " + kind);
    };
  }
}
