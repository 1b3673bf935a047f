package com.eventbuspro.transform.preview;

import org.apache.iceberg.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The part of a lake table that a preview reads.
 *
 * @param columns the table's columns
 * @param snapshotId the snapshot; null if the table has none yet
 * @param fromMicros what arrived before it is left out, microseconds since the epoch
 * @param cut whether rows were left out that the slice should have, since there are too many
 */
record TableSlice(Schema columns, @Nullable Long snapshotId, long fromMicros, boolean cut) {
  /** Nothing is left out. */
  static final long BEGINNING = Long.MIN_VALUE;
}
