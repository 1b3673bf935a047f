package com.eventbuspro.localaws.kinesis.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** One file of a shard's log; its name is the index of the first record it may hold. */
final class Segment {
  static final String SUFFIX = ".log";

  /** "EBPK" and the version of the layout. */
  static final long MAGIC = 0x4542504B_00000001L;

  static final int HEADER = 8;

  private final Path file;
  private final long baseIndex;
  private @Nullable SparseIndex sparse;

  private Segment(Path file, long baseIndex, @Nullable SparseIndex sparse) {
    this.file = file;
    this.baseIndex = baseIndex;
    this.sparse = sparse;
  }

  /** A segment not yet on disk. */
  static Segment fresh(Path directory, long baseIndex) {
    return new Segment(
        directory.resolve(String.format("%020d%s", baseIndex, SUFFIX)),
        baseIndex,
        new SparseIndex());
  }

  /** A segment found on disk; it is scanned when first needed. */
  static Segment found(Path file) {
    String name = file.getFileName().toString();
    return new Segment(
        file, Long.parseLong(name.substring(0, name.length() - SUFFIX.length())), null);
  }

  Path file() {
    return file;
  }

  long baseIndex() {
    return baseIndex;
  }

  /** The index; builds it by reading the file once when the segment was found on disk. */
  synchronized SparseIndex sparse() throws IOException {
    SparseIndex known = sparse;
    if (known == null) {
      scan();
      known = sparse;
    }
    if (known == null) {
      throw new IllegalStateException("Scanning " + file + " left no index");
    }
    return known;
  }

  /** What a scan found: how far the file is good and the newest record. */
  record Scan(int goodLength, long lastIndex, long lastArrival) {}

  /** Reads every frame, checks it and builds the index; stops at the first that is not intact. */
  synchronized Scan scan() throws IOException {
    SparseIndex built = new SparseIndex();
    int position = HEADER;
    long lastIndex = baseIndex - 1;
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long size = channel.size();
      if (size < HEADER || Blocks.read(channel, 0, HEADER).getLong(0) != MAGIC) {
        sparse = built;
        return new Scan(0, lastIndex, Long.MIN_VALUE);
      }
      FrameCursor cursor = new FrameCursor(channel, position, (int) size);
      while (cursor.next()) {
        if (!cursor.isIntact() || cursor.index() != lastIndex + 1) {
          break;
        }
        built.note(cursor.index(), cursor.arrivalMillis(), cursor.filePosition());
        lastIndex = cursor.index();
        position = cursor.filePosition() + cursor.frameSize();
      }
    }
    sparse = built;
    return new Scan(position, lastIndex, built.lastArrival());
  }

  static ByteBuffer header() {
    return ByteBuffer.allocate(HEADER).putLong(0, MAGIC);
  }
}
