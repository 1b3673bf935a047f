package com.eventbuspro.streams;

import com.eventbuspro.model.position.Position;
import java.io.Serializable;
import java.time.Instant;

/** Where in a shard to start. */
public sealed interface ReadFrom extends Serializable {

  /** After a position. {@link Position#BEGINNING} is the oldest record the stream still has. */
  record After(Position position) implements ReadFrom {
    private static final long serialVersionUID = 1L;

    public After {
      if (position instanceof Position.Ended) {
        throw new IllegalArgumentException("An ended shard has nothing more to read");
      }
    }
  }

  /**
   * The first record that arrived at or after this time. There is no "latest": it would mean
   * another record at every restart; take the time of the first start instead.
   */
  record AtTime(Instant time) implements ReadFrom {
    private static final long serialVersionUID = 1L;
  }

  /** The oldest record the stream still has. */
  static ReadFrom beginning() {
    return new After(Position.BEGINNING);
  }

  /** The record after the one with this sequence number. */
  static ReadFrom after(String sequence) {
    return new After(Position.after(sequence));
  }
}
