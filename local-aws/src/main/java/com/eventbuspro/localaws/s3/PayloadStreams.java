package com.eventbuspro.localaws.s3;

import com.eventbuspro.localaws.auth.VerifiedSignature;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import org.gaul.s3proxy.checksum.ChunkedInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Turns a request's body as sent into the object's bytes, checking on the way that they are the
 * signed ones.
 */
final class PayloadStreams {
  static final int MAX_CHUNK_BYTES = 16 << 20;
  static final String UNSIGNED = "UNSIGNED-PAYLOAD";
  private static final String SIGNED_CHUNKS = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD";
  private static final String SIGNED_CHUNKS_TRAILER = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER";
  private static final String UNSIGNED_TRAILER = "STREAMING-UNSIGNED-PAYLOAD-TRAILER";
  private static final int SHA256_HEX_LENGTH = 64;

  private PayloadStreams() {}

  /**
   * The bytes of the object.
   *
   * @param declared what the signature covers: a hash, or one of S3's words for "unsigned" and "in
   *     chunks"
   */
  static InputStream open(HttpServletRequest request, String declared, VerifiedSignature signature)
      throws IOException {
    InputStream raw = request.getInputStream();
    String trailer = request.getHeader("x-amz-trailer");
    return switch (declared) {
      case UNSIGNED -> raw;
      case UNSIGNED_TRAILER ->
          whole(new ChunkedInputStream(raw, MAX_CHUNK_BYTES, trailer), request);
      case SIGNED_CHUNKS -> whole(chunked(raw, signature, null), request);
      case SIGNED_CHUNKS_TRAILER -> whole(chunked(raw, signature, trailer), request);
      default -> hashed(raw, request, declared);
    };
  }

  private static InputStream whole(InputStream decoded, HttpServletRequest request)
      throws IOException {
    String length = request.getHeader("x-amz-decoded-content-length");
    if (length == null || !length.matches("[0-9]{1,18}")) {
      throw new S3Failure(
          411, "MissingContentLength", "You must provide the x-amz-decoded-content-length header.");
    }
    return new WholeInputStream(decoded, Long.parseLong(length));
  }

  private static InputStream chunked(
      InputStream raw, VerifiedSignature signature, @Nullable String trailer) {
    return new ChunkedInputStream(
        raw,
        MAX_CHUNK_BYTES,
        signature.hex(),
        signature.signingKey(),
        "HmacSHA256",
        signature.timestamp(),
        signature.scope(),
        trailer);
  }

  private static InputStream hashed(InputStream raw, HttpServletRequest request, String declared)
      throws IOException {
    if (declared.length() != SHA256_HEX_LENGTH) {
      throw new S3Failure(
          400,
          "InvalidArgument",
          "x-amz-content-sha256 must be UNSIGNED-PAYLOAD, STREAMING-AWS4-HMAC-SHA256-PAYLOAD,"
              + " STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER, STREAMING-UNSIGNED-PAYLOAD-TRAILER"
              + " or a valid sha256 value.");
    }
    return new HashedInputStream(raw, request.getContentLengthLong(), declared);
  }
}
