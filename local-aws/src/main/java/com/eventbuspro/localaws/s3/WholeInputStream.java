package com.eventbuspro.localaws.s3;

import java.io.IOException;
import java.io.InputStream;
import org.gaul.s3proxy.S3ErrorCode;
import org.gaul.s3proxy.S3ProxyException;

/**
 * Reads on to the end of a chunked body before it hands out the last bytes.
 *
 * <p>S3Proxy stops at the announced length. What follows, the last chunk's signature and the
 * checksum in the trailer, would then never be looked at, and being unread would cost the client
 * its connection.
 */
final class WholeInputStream extends ReadThrough {
  private long left;

  /**
   * Wraps a decoded body.
   *
   * @param length bytes to come, as announced
   */
  WholeInputStream(InputStream decoded, long length) throws IOException {
    super(decoded);
    this.left = length;
    if (length == 0) {
      requireEnd();
    }
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (left == 0) {
      return -1;
    }
    int count = in.read(buffer, offset, (int) Math.min(length, left));
    if (count > 0) {
      left -= count;
      if (left == 0) {
        requireEnd();
      }
    }
    return count;
  }

  private void requireEnd() throws IOException {
    if (in.read() >= 0) {
      throw new IOException(new S3ProxyException(S3ErrorCode.INCOMPLETE_BODY));
    }
  }
}
