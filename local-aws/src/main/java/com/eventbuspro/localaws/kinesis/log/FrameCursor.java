package com.eventbuspro.localaws.kinesis.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Walks over the frames of a file between two positions, a block at a time. */
final class FrameCursor {
  private static final int BLOCK = 512 * 1024;

  /** Enough to tell a frame's size. */
  private static final int PEEK = 4;

  private final FileChannel channel;
  private final int end;
  private ByteBuffer block = ByteBuffer.allocate(0);
  private int blockStart;
  private int frameStart;
  private int frameSize;
  private int blockSize;

  FrameCursor(FileChannel channel, int start, int end) {
    this.channel = channel;
    this.end = end;
    this.blockStart = start;
    this.frameStart = start;
    // The first block is small: pollers at the tip find what they want in it.
    this.blockSize = SparseIndex.GRAIN;
  }

  /** Moves to the next frame; false at the end, at a torn frame or at what is no frame. */
  boolean next() throws IOException {
    frameStart += frameSize;
    frameSize = 0;
    if (end - frameStart < PEEK) {
      return false;
    }
    if (!isLoaded(PEEK)) {
      load(PEEK);
    }
    int size = Frame.frameSize(block, frameStart - blockStart);
    if (size < 0 || size > end - frameStart) {
      return false;
    }
    if (!isLoaded(size)) {
      load(size);
    }
    frameSize = size;
    return true;
  }

  private boolean isLoaded(int length) {
    return frameStart + length <= blockStart + block.limit() && frameStart >= blockStart;
  }

  private void load(int atLeast) throws IOException {
    int length = Math.min(end - frameStart, Math.max(blockSize, atLeast));
    block = Blocks.read(channel, frameStart, length);
    blockStart = frameStart;
    blockSize = BLOCK;
  }

  int filePosition() {
    return frameStart;
  }

  int frameSize() {
    return frameSize;
  }

  long index() {
    return Frame.index(block, frameStart - blockStart);
  }

  long arrivalMillis() {
    return Frame.arrivalMillis(block, frameStart - blockStart);
  }

  boolean isIntact() {
    return Frame.isIntact(block, frameStart - blockStart, frameSize);
  }

  StoredRecord record() {
    return Frame.read(block, frameStart - blockStart, frameSize);
  }
}
