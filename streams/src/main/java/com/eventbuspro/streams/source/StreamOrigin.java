package com.eventbuspro.streams.source;

import com.eventbuspro.model.position.Position;
import com.eventbuspro.model.position.ShardId;
import com.eventbuspro.streams.ReadFrom;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;

/** Where a stream is read from when the source meets it for the first time. */
public sealed interface StreamOrigin extends Serializable {

  /**
   * Not before someone says so through {@link ReaderControl#seek}: for a consumer that keeps its
   * positions elsewhere.
   */
  record WhenTold() implements StreamOrigin {
    private static final long serialVersionUID = 1L;
  }

  /**
   * After known positions.
   *
   * @param positions by shard id; {@code ended} shards are not read, their children are
   * @param otherwise where shards begin that have no position and no parent with one
   */
  record From(Map<String, String> positions, ReadFrom otherwise) implements StreamOrigin {
    private static final long serialVersionUID = 1L;

    public From {
      positions = Map.copyOf(positions);
    }

    Position position(ShardId shard) {
      String text = positions.get(shard.value());
      return text == null ? Position.BEGINNING : Position.decode(text);
    }
  }

  /** Starts at the given positions, and other shards at their oldest record. */
  static StreamOrigin after(Map<ShardId, Position> positions) {
    Map<String, String> encoded = new HashMap<>();
    positions.forEach((shard, position) -> encoded.put(shard.value(), position.encode()));
    return new From(encoded, ReadFrom.beginning());
  }

  /** Starts every shard at one place. */
  static StreamOrigin of(ReadFrom from) {
    return new From(Map.of(), from);
  }

  /** Starts when told. */
  static StreamOrigin whenTold() {
    return new WhenTold();
  }
}
