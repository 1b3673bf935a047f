package com.eventbuspro.lake.read;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.TreeMap;
import org.apache.iceberg.FileScanTask;

/** What is found of one cause while quarantine is read: first keys, then the newest few records. */
final class CauseSamples {
  private final int most;
  private final PriorityQueue<Place> newest = new PriorityQueue<>(Comparator.comparing(Place::key));
  private final TreeMap<RowKey, RejectedRecord> records = new TreeMap<>(Comparator.reverseOrder());
  private long count;
  private long first = Long.MAX_VALUE;
  private long last = Long.MIN_VALUE;

  /** Where a record is. */
  private record Place(RowKey key, FileScanTask file) {}

  CauseSamples(int most) {
    this.most = most;
  }

  void count(RowKey key, FileScanTask file) {
    count++;
    first = Math.min(first, key.arrivalMicros());
    last = Math.max(last, key.arrivalMicros());
    newest.add(new Place(key, file));
    if (newest.size() > most) {
      newest.poll();
    }
  }

  /** The files that have the records to be shown. */
  List<FileScanTask> files() {
    return newest.stream().map(Place::file).distinct().toList();
  }

  /** The arrival of the oldest record to be shown, microseconds since the epoch. */
  long oldestShown() {
    Place oldest = newest.peek();
    return oldest == null ? Long.MAX_VALUE : oldest.key().arrivalMicros();
  }

  boolean isShown(RowKey key) {
    return newest.stream().anyMatch(place -> place.key().equals(key));
  }

  void show(RowKey key, RejectedRecord record) {
    records.put(key, record);
  }

  RejectedCause done(String cause) {
    return new RejectedCause(
        cause, count, instant(first), instant(last), List.copyOf(records.values()));
  }

  private static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }
}
