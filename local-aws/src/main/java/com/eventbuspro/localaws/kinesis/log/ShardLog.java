package com.eventbuspro.localaws.kinesis.log;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The records of one shard, in order, on disk.
 *
 * <p>Promise: once {@link #append} returns, the records were handed to the operating system, so
 * they survive the death of this process; with {@link LogSettings.Sync#BEFORE_ACKNOWLEDGING} they
 * are on the disk. A half-written tail is found by its checksum and cut off at the next opening.
 * Indexes grow by one for each record and are never used twice, not even after everything expired:
 * the newest segment, whose name holds the next index, is never deleted.
 *
 * <p>Nothing is opened, read or created before first use, so an idle shard costs an object.
 */
public final class ShardLog implements AutoCloseable {
  private final Path directory;
  private final LogSettings settings;
  private final Appender appender;
  private volatile @Nullable View view;

  /**
   * What readers see; replaced as a whole.
   *
   * @param segments oldest first; the last is the one appended to
   * @param activeLength good bytes in the last segment
   */
  private record View(List<Segment> segments, int activeLength, long nextIndex, long lastArrival) {
    Segment active() {
      return segments.get(segments.size() - 1);
    }
  }

  private ShardLog(Path directory, LogSettings settings) {
    this.directory = directory;
    this.settings = settings;
    this.appender = new Appender();
  }

  /** The log kept in a directory, which need not exist yet. */
  public static ShardLog in(Path directory, LogSettings settings) {
    return new ShardLog(directory, settings);
  }

  /**
   * Adds records at the end, all or (when this throws) none of them acknowledged.
   *
   * @param nowMillis their arrival time, unless the newest record is younger
   * @param flags noted with every record
   */
  public Appended append(List<NewRecord> records, long nowMillis, byte flags) {
    Appended appended;
    long last;
    try {
      synchronized (this) {
        appended = write(records, nowMillis, flags);
        last = appended.firstIndex() + records.size() - 1;
      }
      switch (settings.sync()) {
        case LATER -> {}
        case BEFORE_ACKNOWLEDGING -> appender.syncUpTo(last);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot append to " + directory, e);
    }
    return appended;
  }

  private Appended write(List<NewRecord> records, long nowMillis, byte flags) throws IOException {
    View before = open();
    if (before.activeLength() >= settings.segmentBytes()) {
      before = roll(before);
    }
    long arrival = Math.max(nowMillis, before.lastArrival());
    int size = records.stream().mapToInt(Frame::sizeOf).sum();
    ByteBuffer frames = ByteBuffer.allocate(size);
    long index = before.nextIndex();
    int[] positions = new int[records.size()];
    for (int i = 0; i < positions.length; i++) {
      positions[i] = before.activeLength() + frames.position();
      Frame.write(frames, records.get(i), index + i, arrival, flags);
    }
    appender.write(
        before.active(), before.activeLength(), frames.flip(), index + positions.length - 1);
    SparseIndex sparse = before.active().sparse();
    for (int i = 0; i < positions.length; i++) {
      sparse.note(index + i, arrival, positions[i]);
    }
    view =
        new View(
            before.segments(),
            before.activeLength() + size,
            index + positions.length,
            positions.length == 0 ? before.lastArrival() : arrival);
    return new Appended(index, arrival);
  }

  private View roll(View before) throws IOException {
    appender.seal();
    Segment next = Segment.fresh(directory, before.nextIndex());
    appender.start(next);
    List<Segment> segments = new ArrayList<>(before.segments());
    segments.add(next);
    View after =
        new View(List.copyOf(segments), Segment.HEADER, before.nextIndex(), before.lastArrival());
    view = after;
    return after;
  }

  /** The index that the next record will get. */
  public long nextIndex() {
    return current().nextIndex();
  }

  /** Arrival of the newest record, or {@link Long#MIN_VALUE} when there never was one. */
  public long lastArrivalMillis() {
    return current().lastArrival();
  }

  /**
   * Reads records from an index on; none when it is at or beyond the tip.
   *
   * @param notBefore records that arrived earlier are passed over
   * @param maxRecords at least 1
   * @param maxBytes of keys and payloads together; one record is returned even if it is larger
   */
  public Batch read(long fromIndex, long notBefore, int maxRecords, int maxBytes) {
    while (true) {
      View seen = current();
      if (fromIndex >= seen.nextIndex() || seen.lastArrival() < notBefore) {
        return new Batch(List.of(), Math.max(fromIndex, seen.nextIndex()), seen.nextIndex());
      }
      try {
        return new LogReader(seen.segments(), seen.activeLength(), seen.nextIndex())
            .read(fromIndex, notBefore, maxRecords, maxBytes);
      } catch (NoSuchFileException e) {
        if (view == seen) {
          throw new UncheckedIOException("A segment of " + directory + " is missing", e);
        }
        // Expired between looking and reading: look again.
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot read " + directory, e);
      }
    }
  }

  /** Index of the first record that arrived at or after a time; the tip when there is none. */
  public long indexAt(long arrivalMillis) {
    Batch found = read(0, arrivalMillis, 1, 1);
    return found.records().isEmpty() ? found.tipIndex() : found.records().get(0).index();
  }

  /** Deletes segments in which every record arrived before the given time. */
  public synchronized void expire(long beforeMillis) {
    try {
      View now = open();
      if (now.nextIndex() > now.active().baseIndex() && now.lastArrival() < beforeMillis) {
        now = roll(now);
      }
      int dead = 0;
      while (dead < now.segments().size() - 1
          && now.segments().get(dead).sparse().lastArrival() < beforeMillis) {
        dead++;
      }
      if (dead == 0) {
        return;
      }
      List<Segment> gone = now.segments().subList(0, dead);
      view =
          new View(
              List.copyOf(now.segments().subList(dead, now.segments().size())),
              now.activeLength(),
              now.nextIndex(),
              now.lastArrival());
      for (Segment segment : gone) {
        Files.deleteIfExists(segment.file());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot delete expired records of " + directory, e);
    }
  }

  /** Forces everything appended so far to the disk. */
  public void sync() {
    try {
      appender.syncUpTo(appender.written());
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot force " + directory + " to disk", e);
    }
  }

  /** Gives the file handle back, if there is one; it is opened again when needed. */
  public synchronized void release() {
    try {
      appender.seal();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot close a segment of " + directory, e);
    }
  }

  /**
   * Nanotime of the last append; what {@link System#nanoTime()} was at creation when there was
   * none.
   */
  public long lastUsedNanos() {
    return appender.lastUsedNanos();
  }

  @Override
  public void close() {
    release();
  }

  private View current() {
    View known = view;
    if (known != null) {
      return known;
    }
    synchronized (this) {
      try {
        return open();
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot open " + directory, e);
      }
    }
  }

  private View open() throws IOException {
    View known = view;
    if (known == null) {
      known = recover();
      view = known;
    }
    return known;
  }

  private View recover() throws IOException {
    List<Segment> segments = Recovery.segmentsIn(directory);
    if (segments.isEmpty()) {
      return new View(List.of(Segment.fresh(directory, 1)), Segment.HEADER, 1, Long.MIN_VALUE);
    }
    Recovery.Tail tail = Recovery.cutTail(segments);
    return new View(segments, tail.goodLength(), tail.nextIndex(), tail.lastArrival());
  }
}
