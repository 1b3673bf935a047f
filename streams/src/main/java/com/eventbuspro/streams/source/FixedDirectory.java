package com.eventbuspro.streams.source;

import java.util.HashMap;
import java.util.Map;

/** A directory that never changes. */
final class FixedDirectory implements StreamDirectory {
  private static final long serialVersionUID = 1L;

  private final HashMap<String, StreamOrigin> streams;

  FixedDirectory(Map<String, StreamOrigin> streams) {
    this.streams = new HashMap<>(streams);
  }

  @Override
  public Session open() {
    return () -> streams;
  }
}
