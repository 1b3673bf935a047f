package com.eventbuspro.localaws.kinesis.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The handle on the segment being written, opened when needed. Writing, sealing and starting are
 * called under the log's lock; forcing to disk is not, so that appends go on meanwhile.
 */
final class Appender {
  private final Object syncLock = new Object();
  private volatile @Nullable FileChannel channel;
  private volatile long writtenIndex;
  private final AtomicLong syncedIndex = new AtomicLong();
  private volatile long lastUsedNanos = System.nanoTime();

  /**
   * Writes frames at a position; on failure what was written is cut off again as far as possible.
   */
  void write(Segment segment, int position, ByteBuffer frames, long lastIndex) throws IOException {
    FileChannel open = open(segment);
    try {
      Blocks.write(open, position, frames);
    } catch (IOException e) {
      giveUp(open, position, e);
      throw e;
    }
    writtenIndex = lastIndex;
    lastUsedNanos = System.nanoTime();
  }

  private void giveUp(FileChannel open, int position, IOException cause) {
    channel = null; // an interrupt closes a channel for good; the next append opens another
    try (open) {
      open.truncate(position);
    } catch (IOException e) {
      cause.addSuppressed(e); // the checksum tells at the next opening
    }
  }

  private FileChannel open(Segment segment) throws IOException {
    FileChannel known = channel;
    if (known == null) {
      if (!Files.exists(segment.file()) || Files.size(segment.file()) < Segment.HEADER) {
        return start(segment);
      }
      known = FileChannel.open(segment.file(), StandardOpenOption.WRITE);
      channel = known;
    }
    return known;
  }

  /** Creates the segment's file with its header. */
  FileChannel start(Segment segment) throws IOException {
    Path directory = segment.file().getParent();
    Files.createDirectories(directory);
    FileChannel created =
        FileChannel.open(
            segment.file(),
            StandardOpenOption.WRITE,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING);
    Blocks.write(created, 0, Segment.header());
    channel = created;
    try (FileChannel names = FileChannel.open(directory, StandardOpenOption.READ)) {
      names.force(true);
    }
    return created;
  }

  /** Forces what was written and gives the handle back. */
  void seal() throws IOException {
    FileChannel open = channel;
    if (open == null) {
      return;
    }
    try (open) {
      if (syncedIndex.get() < writtenIndex) {
        open.force(false);
        syncedIndex.accumulateAndGet(writtenIndex, Math::max);
      }
    } finally {
      channel = null;
    }
  }

  /** Returns when the record is on disk; one force serves everyone who waits for it. */
  void syncUpTo(long index) throws IOException {
    synchronized (syncLock) {
      while (syncedIndex.get() < index) {
        FileChannel open = channel;
        long upTo = writtenIndex;
        if (open == null) {
          // Sealing forces before it lets go of the handle, so this is either done or was given up.
          if (syncedIndex.get() < index) {
            throw new IOException("The segment was closed after a failed write");
          }
          return;
        }
        try {
          open.force(false);
          syncedIndex.accumulateAndGet(upTo, Math::max);
        } catch (ClosedChannelException e) {
          if (channel == open) {
            throw e;
          }
          // Sealed meanwhile: look again.
        }
      }
    }
  }

  /** Index of the newest record written since the log was opened. */
  long written() {
    return writtenIndex;
  }

  long lastUsedNanos() {
    return lastUsedNanos;
  }
}
