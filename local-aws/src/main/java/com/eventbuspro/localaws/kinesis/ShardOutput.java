package com.eventbuspro.localaws.kinesis;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Shards as ListShards, DescribeStream and GetRecords show them. */
final class ShardOutput {
  private ShardOutput() {}

  static void writeShards(JsonGenerator out, List<ShardMeta> shards) {
    out.writeArrayPropertyStart("Shards");
    for (ShardMeta shard : shards) {
      out.writeStartObject();
      out.writeStringProperty("ShardId", shard.id());
      if (shard.parent() != null) {
        out.writeStringProperty("ParentShardId", ShardMeta.idOf(shard.parent()));
      }
      if (shard.adjacentParent() != null) {
        out.writeStringProperty("AdjacentParentShardId", ShardMeta.idOf(shard.adjacentParent()));
      }
      writeRange(out, shard);
      SequenceNumbers numbers = shard.sequenceNumbers();
      out.writeObjectPropertyStart("SequenceNumberRange");
      out.writeStringProperty("StartingSequenceNumber", numbers.format(0));
      ShardMeta.Closing closed = shard.closed();
      if (closed != null) {
        out.writeStringProperty("EndingSequenceNumber", numbers.format(closed.endIndex()));
      }
      out.writeEndObject();
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  static void writeRange(JsonGenerator out, ShardMeta shard) {
    out.writeObjectPropertyStart("HashKeyRange");
    out.writeStringProperty("StartingHashKey", shard.startHash().toString());
    out.writeStringProperty("EndingHashKey", shard.endHash().toString());
    out.writeEndObject();
  }

  /** The shards that a reader goes on with after the end of one. */
  static void writeChildren(JsonGenerator out, int parent, List<ShardMeta> shards) {
    out.writeArrayPropertyStart("ChildShards");
    for (ShardMeta shard : shards) {
      if (shard.isChildOf(parent)) {
        out.writeStartObject();
        out.writeStringProperty("ShardId", shard.id());
        out.writeArrayPropertyStart("ParentShards");
        writeParent(out, shard.parent());
        writeParent(out, shard.adjacentParent());
        out.writeEndArray();
        writeRange(out, shard);
        out.writeEndObject();
      }
    }
    out.writeEndArray();
  }

  private static void writeParent(JsonGenerator out, @Nullable Integer parent) {
    if (parent != null) {
      out.writeString(ShardMeta.idOf(parent));
    }
  }
}
