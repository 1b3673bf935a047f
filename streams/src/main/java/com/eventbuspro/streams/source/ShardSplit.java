package com.eventbuspro.streams.source;

import com.eventbuspro.model.position.Position;
import com.eventbuspro.model.position.ShardId;
import java.time.Instant;
import java.util.List;
import org.apache.flink.api.connector.source.SourceSplit;

/**
 * A shard as Flink hands it to a reader and keeps it in checkpoints.
 *
 * @param stream the stream
 * @param shard its shard
 * @param parents the shards it came from
 * @param start where to go on
 */
public record ShardSplit(String stream, ShardId shard, List<ShardId> parents, Start start)
    implements SourceSplit {

  /** Where to go on. */
  public sealed interface Start {
    /** When told so through {@link ReaderControl#seek}. */
    record Held() implements Start {}

    /** After a position; {@link Position#ENDED} only reports the end again. */
    record After(Position position) implements Start {}

    /** At the first record that arrived at or after a time. */
    record AtTime(Instant time) implements Start {}
  }

  public ShardSplit {
    parents = List.copyOf(parents);
  }

  @Override
  public String splitId() {
    return stream + "/" + shard;
  }

  ShardSplit startingAt(Start newStart) {
    return new ShardSplit(stream, shard, parents, newStart);
  }
}
