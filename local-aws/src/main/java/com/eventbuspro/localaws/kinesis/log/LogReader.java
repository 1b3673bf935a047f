package com.eventbuspro.localaws.kinesis.log;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** One read over a fixed set of segments. */
final class LogReader {
  private final List<Segment> segments;
  private final int activeLength;
  private final long tipIndex;

  LogReader(List<Segment> segments, int activeLength, long tipIndex) {
    this.segments = segments;
    this.activeLength = activeLength;
    this.tipIndex = tipIndex;
  }

  Batch read(long fromIndex, long notBefore, int maxRecords, int maxBytes) throws IOException {
    Collector found = new Collector(fromIndex, notBefore, maxRecords, maxBytes);
    for (int i = segmentFor(fromIndex); i < segments.size() && !found.isFull; i++) {
      boolean isActive = i == segments.size() - 1;
      Segment segment = segments.get(i);
      if (!isActive && segment.sparse().lastArrival() < notBefore) {
        continue;
      }
      collect(segment, isActive, found);
    }
    long next =
        found.records.isEmpty()
            ? tipIndex
            : found.records.get(found.records.size() - 1).index() + 1;
    return new Batch(found.records, next, tipIndex);
  }

  private void collect(Segment segment, boolean isActive, Collector found) throws IOException {
    SparseIndex sparse = segment.sparse();
    int start =
        Math.max(
            sparse.positionForIndex(found.fromIndex, Segment.HEADER),
            sparse.positionForArrival(found.notBefore, Segment.HEADER));
    try (FileChannel channel = FileChannel.open(segment.file(), StandardOpenOption.READ)) {
      int end = isActive ? activeLength : (int) channel.size();
      FrameCursor cursor = new FrameCursor(channel, start, end);
      while (!found.isFull && cursor.next()) {
        if (cursor.index() >= found.fromIndex && cursor.arrivalMillis() >= found.notBefore) {
          if (!cursor.isIntact()) {
            throw new IOException(
                "Damaged record at byte " + cursor.filePosition() + " of " + segment.file());
          }
          found.add(cursor.record());
        }
      }
    }
  }

  /** The last segment that starts at or before the index, else the first. */
  private int segmentFor(long index) {
    int low = 0;
    int high = segments.size() - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (segments.get(middle).baseIndex() <= index) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  /** Takes records until it has enough. */
  private static final class Collector {
    private final long fromIndex;
    private final long notBefore;
    private final int maxRecords;
    private final long maxBytes;
    private final List<StoredRecord> records = new ArrayList<>();
    private long bytes;
    private boolean isFull;

    Collector(long fromIndex, long notBefore, int maxRecords, int maxBytes) {
      this.fromIndex = fromIndex;
      this.notBefore = notBefore;
      this.maxRecords = maxRecords;
      this.maxBytes = maxBytes;
    }

    void add(StoredRecord record) {
      if (!records.isEmpty() && bytes + record.size() > maxBytes) {
        isFull = true;
        return;
      }
      records.add(record);
      bytes += record.size();
      isFull = records.size() >= maxRecords || bytes >= maxBytes;
    }
  }
}
