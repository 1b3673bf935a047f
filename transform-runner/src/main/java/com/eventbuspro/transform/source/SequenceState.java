package com.eventbuspro.transform.source;

import com.eventbuspro.streams.source.EnumeratorState;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the enumerator of a sequence keeps in checkpoints.
 *
 * @param positions where the sequence goes on after the round: encoded position by shard
 * @param round the number of the round of history
 * @param snapshotId the snapshot that the round reads; null if there is no history
 * @param newest the event time of the newest event in what was read of history, in milliseconds;
 *     {@link Long#MIN_VALUE} if nobody knows
 * @param files those that nobody has yet
 * @param live what was handed out of the stream; null while history is read
 */
record SequenceState(
    Map<String, String> positions,
    int round,
    @Nullable Long snapshotId,
    long newest,
    List<SequenceSplit.OfHistory> files,
    @Nullable EnumeratorState live) {
  SequenceState {
    positions = new TreeMap<>(positions);
    files = List.copyOf(files);
  }
}
