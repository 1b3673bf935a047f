package com.eventbuspro.localaws.kinesis;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** A growing byte array that gives away what was written without a copy. */
final class Bytes extends ByteArrayOutputStream {
  Bytes(int sizeHint) {
    super(sizeHint);
  }

  ByteBuffer written() {
    return ByteBuffer.wrap(buf, 0, count);
  }
}
