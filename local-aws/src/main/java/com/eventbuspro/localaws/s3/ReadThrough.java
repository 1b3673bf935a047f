package com.eventbuspro.localaws.s3;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A body of which every byte goes through one method, so that it can be counted and checked. */
abstract class ReadThrough extends FilterInputStream {
  private static final int MOST_SKIPPED = 8192;

  ReadThrough(InputStream body) {
    super(body);
  }

  @Override
  public abstract int read(byte[] buffer, int offset, int length) throws IOException;

  @Override
  public final int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public final long skip(long count) throws IOException {
    return readNBytes((int) Math.min(count, MOST_SKIPPED)).length;
  }

  @Override
  public final boolean markSupported() {
    return false;
  }
}
