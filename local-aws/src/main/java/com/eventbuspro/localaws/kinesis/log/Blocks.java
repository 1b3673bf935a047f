package com.eventbuspro.localaws.kinesis.log;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * Whole reads and writes in slices: the JDK keeps a direct buffer per thread as large as the
 * largest slice, so slices are small.
 */
final class Blocks {
  private static final int SLICE = 256 * 1024;

  private Blocks() {}

  static ByteBuffer read(FileChannel channel, long position, int length) throws IOException {
    ByteBuffer block = ByteBuffer.allocate(length);
    while (block.position() < length) {
      int from = block.position();
      ByteBuffer slice = block.slice(from, Math.min(SLICE, length - from));
      int count = channel.read(slice, position + from);
      if (count < 0) {
        throw new EOFException(
            "File ends at " + (position + from) + ", wanted " + (position + length));
      }
      block.position(from + count);
    }
    return block.flip();
  }

  static void write(FileChannel channel, long position, ByteBuffer bytes) throws IOException {
    long at = position;
    while (bytes.hasRemaining()) {
      ByteBuffer slice = bytes.slice(bytes.position(), Math.min(SLICE, bytes.remaining()));
      int count = channel.write(slice, at);
      at += count;
      bytes.position(bytes.position() + count);
    }
  }
}
