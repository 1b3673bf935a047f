package com.eventbuspro.sink;

import com.eventbuspro.streams.source.StreamDirectory;
import com.eventbuspro.streams.source.StreamOrigin;
import java.util.HashMap;
import java.util.Map;

/** The assigned streams; where each starts, its table says, so the writer seeks. */
final class AssignmentDirectory implements StreamDirectory {
  private static final long serialVersionUID = 1L;

  private final LakeSinkConfig config;

  AssignmentDirectory(LakeSinkConfig config) {
    this.config = config;
  }

  @Override
  public Session open() {
    SinkRuntime runtime = SinkRuntime.acquire(config);
    return new Session() {
      @Override
      public Map<String, StreamOrigin> streams() {
        Map<String, StreamOrigin> streams = new HashMap<>();
        for (String stream : runtime.assignments().byStream().keySet()) {
          streams.put(stream, StreamOrigin.whenTold());
        }
        return streams;
      }

      @Override
      public void close() {
        runtime.release();
      }
    };
  }
}
