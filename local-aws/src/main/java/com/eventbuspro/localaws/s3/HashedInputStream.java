package com.eventbuspro.localaws.s3;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.gaul.s3proxy.S3ErrorCode;
import org.gaul.s3proxy.S3ProxyException;

/**
 * Passes a body through and refuses to hand out its end when its SHA-256 is not the promised one.
 *
 * <p>Whoever stores the bytes must see the end before making them visible; then a body that was
 * changed on the way is never stored, without being held in memory.
 */
final class HashedInputStream extends ReadThrough {
  private final MessageDigest digest;
  private final String promised;
  private long left;
  private boolean checked;

  /**
   * Wraps a body.
   *
   * @param length bytes to come, or -1 when only the end of the stream tells
   */
  HashedInputStream(InputStream body, long length, String promised) throws IOException {
    super(body);
    this.promised = promised;
    this.left = length;
    try {
      this.digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("This JVM has no SHA-256", e);
    }
    if (length == 0) {
      check();
    }
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int count = in.read(buffer, offset, length);
    if (count > 0) {
      digest.update(buffer, offset, count);
      left = left < 0 ? left : left - count;
    }
    if (count < 0 || left == 0) {
      check();
    }
    return count;
  }

  private void check() throws IOException {
    if (checked) {
      return;
    }
    checked = true;
    if (!HexFormat.of().formatHex(digest.digest()).equals(promised)) {
      // Wrapped as S3Proxy wraps its own, so that the answer is an S3 error and not a 500.
      throw new IOException(new S3ProxyException(S3ErrorCode.X_AMZ_CONTENT_S_H_A_256_MISMATCH));
    }
  }
}
