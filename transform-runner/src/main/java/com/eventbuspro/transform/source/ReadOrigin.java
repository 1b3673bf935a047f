package com.eventbuspro.transform.source;

import java.io.Serializable;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Where reading an event type begins when there is no state to go on from.
 *
 * @param snapshotId the snapshot of the lake table that is read first; null if only the stream is
 * @param pin under which that snapshot is kept, and under which others may be that are read after
 *     it; null if there is none
 * @param positions where the stream goes on after the snapshot: encoded position by shard
 * @param since what arrived before is left out; null if nothing is
 */
public record ReadOrigin(
    @Nullable Long snapshotId,
    @Nullable String pin,
    Map<String, String> positions,
    @Nullable Instant since)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  public ReadOrigin {
    // Not an immutable map of the JDK's: those do not travel through every serializer.
    positions = new TreeMap<>(positions);
  }
}
