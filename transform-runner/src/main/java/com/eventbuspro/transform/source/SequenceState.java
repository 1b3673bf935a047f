package com.eventbuspro.transform.source;

import com.eventbuspro.streams.source.EnumeratorState;
import java.util.Map;
import java.util.TreeMap;
import org.apache.iceberg.flink.source.enumerator.IcebergEnumeratorState;
import org.jspecify.annotations.Nullable;

/**
 * What the enumerator of a sequence keeps in checkpoints. Holds all that is needed to go on:
 * neither the snapshot nor the pipeline's origin are asked again.
 *
 * @param positions where the stream goes on after history: encoded position by shard
 * @param history files that nobody has yet; null if there is no history
 * @param live what was handed out of the stream; null while history is read
 */
record SequenceState(
    Map<String, String> positions,
    @Nullable IcebergEnumeratorState history,
    @Nullable EnumeratorState live) {
  SequenceState {
    positions = new TreeMap<>(positions);
  }
}
