package com.eventbuspro.localaws.s3;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What a path-style request is about.
 *
 * @param bucket empty for the service itself
 * @param key empty for a bucket
 */
record S3Target(String bucket, String key) {
  /**
   * Splits and decodes as S3Proxy does: the two must agree, or a permission would be checked for
   * another key.
   */
  static S3Target of(@Nullable String rawPath) {
    String[] parts = (rawPath == null ? "/" : rawPath).split("/", 3);
    return new S3Target(
        parts.length > 1 ? decode(parts[1]) : "", parts.length > 2 ? decode(parts[2]) : "");
  }

  /**
   * The object that a copy reads: {@code /bucket/key} or {@code bucket/key}, perhaps with a
   * version.
   */
  static S3Target ofCopySource(String header) {
    int question = header.indexOf("?versionId=");
    String path = question < 0 ? header : header.substring(0, question);
    return of(path.startsWith("/") ? path : "/" + path);
  }

  private static String decode(String raw) {
    try {
      return URLDecoder.decode(raw, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new S3Failure(400, "InvalidURI", "Couldn't parse the specified URI.");
    }
  }

  boolean isService() {
    return bucket.isEmpty();
  }

  boolean isBucket() {
    return !bucket.isEmpty() && key.isEmpty();
  }

  String arn() {
    if (isService()) {
      return "*";
    }
    return "arn:aws:s3:::" + bucket + (key.isEmpty() ? "" : "/" + key);
  }
}
