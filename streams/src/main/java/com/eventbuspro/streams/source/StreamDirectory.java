package com.eventbuspro.streams.source;

import java.io.Serializable;
import java.util.Map;

/** Tells the source which streams to read. Serialised to where Flink runs the enumerator. */
public interface StreamDirectory extends Serializable {
  /** Opens it where it is going to be asked. */
  Session open();

  /** An opened directory. */
  interface Session extends AutoCloseable {
    /**
     * The streams to read now, each with where to start when it is met for the first time. Asked
     * about twice a second, so it must be cheap. When it throws, the streams stay as they are.
     */
    Map<String, StreamOrigin> streams();

    @Override
    default void close() {}
  }

  /** Always the same streams. */
  static StreamDirectory fixed(Map<String, StreamOrigin> streams) {
    return new FixedDirectory(streams);
  }
}
