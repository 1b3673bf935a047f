package com.eventbuspro.transform.source;

import com.eventbuspro.streams.source.ShardSplit;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.iceberg.flink.source.split.IcebergSourceSplit;

/** A part of an event type's sequence: a file of its history, or a shard of its stream. */
sealed interface SequenceSplit extends SourceSplit {
  /**
   * A file, or a part of one.
   *
   * @param after encoded positions by shard: rows up to there were read already; empty if none was
   */
  record OfHistory(IcebergSourceSplit split, Map<String, String> after) implements SequenceSplit {
    public OfHistory {
      after = new TreeMap<>(after);
    }

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
