package com.eventbuspro.transform.source;

import com.eventbuspro.streams.source.ShardSplit;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.iceberg.flink.source.split.IcebergSourceSplit;

/** A part of an event type's sequence: a file of its history, or a shard of its stream. */
sealed interface SequenceSplit extends SourceSplit {
  /** A file. */
  record OfHistory(IcebergSourceSplit split) implements SequenceSplit {
    @Override
    public String splitId() {
      return split.splitId();
    }
  }

  /** A shard. */
  record OfStream(ShardSplit split) implements SequenceSplit {
    @Override
    public String splitId() {
      return split.splitId();
    }
  }
}
