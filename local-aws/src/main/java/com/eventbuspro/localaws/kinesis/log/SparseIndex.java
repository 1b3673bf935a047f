package com.eventbuspro.localaws.kinesis.log;

import java.util.Arrays;

/**
 * Where in a segment to start looking: one entry about every 64 KiB. Written by the appender, read
 * by anyone.
 */
final class SparseIndex {
  static final int GRAIN = 64 * 1024;

  private long[] indexes = new long[16];
  private long[] arrivals = new long[16];
  private int[] positions = new int[16];
  private int size;
  private long lastArrival = Long.MIN_VALUE;

  /** Notes a record; must be called for every record in order. */
  synchronized void note(long index, long arrivalMillis, int position) {
    lastArrival = arrivalMillis;
    if (size > 0 && position - positions[size - 1] < GRAIN) {
      return;
    }
    if (size == indexes.length) {
      indexes = Arrays.copyOf(indexes, size * 2);
      arrivals = Arrays.copyOf(arrivals, size * 2);
      positions = Arrays.copyOf(positions, size * 2);
    }
    indexes[size] = index;
    arrivals[size] = arrivalMillis;
    positions[size++] = position;
  }

  /** A position at or before the record with this index, or the given start when none is known. */
  synchronized int positionForIndex(long index, int start) {
    int at = Arrays.binarySearch(indexes, 0, size, index);
    int floor = at >= 0 ? at : -at - 2;
    return floor < 0 ? start : positions[floor];
  }

  /** A position at or before the first record that arrived at or after this time. */
  synchronized int positionForArrival(long arrivalMillis, int start) {
    int low = 0;
    int high = size;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (arrivals[middle] < arrivalMillis) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    // Entries at 'low' may have earlier neighbours of the same millisecond since the entry before.
    return low == 0 ? start : positions[low - 1];
  }

  /** Arrival of the newest record noted; {@link Long#MIN_VALUE} when there is none. */
  synchronized long lastArrival() {
    return lastArrival;
  }
}
