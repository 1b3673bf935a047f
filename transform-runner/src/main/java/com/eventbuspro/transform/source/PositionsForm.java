package com.eventbuspro.transform.source;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/** Positions in bytes: how many, then shards and positions, each with its length. */
final class PositionsForm {
  private PositionsForm() {}

  static void write(Map<String, String> positions, DataOutputSerializer out) throws IOException {
    out.writeInt(positions.size());
    for (Map.Entry<String, String> position : positions.entrySet()) {
      write(position.getKey(), out);
      write(position.getValue(), out);
    }
  }

  static Map<String, String> read(DataInputDeserializer in) throws IOException {
    int size = in.readInt();
    Map<String, String> positions = new TreeMap<>();
    for (int i = 0; i < size; i++) {
      String shard = readText(in);
      positions.put(shard, readText(in));
    }
    return positions;
  }

  /** Positions, and something else behind them. */
  static byte[] before(Map<String, String> positions, byte[] rest) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(rest.length + 128 * positions.size() + 4);
    write(positions, out);
    out.write(rest);
    return out.getCopyOfBuffer();
  }

  private static void write(String text, DataOutputSerializer out) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static String readText(DataInputDeserializer in) throws IOException {
    byte[] bytes = new byte[in.readInt()];
    in.readFully(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
