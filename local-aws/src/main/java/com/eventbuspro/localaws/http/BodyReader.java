package com.eventbuspro.localaws.http;

import java.io.IOException;
import java.io.InputStream;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * Reads whole request bodies, up to a bound that leaves room for the largest PutRecords in base64.
 */
final class BodyReader {
  static final int MAX_BYTES = 24 * 1024 * 1024;

  private BodyReader() {}

  /** The whole body, or null when it is larger than {@link #MAX_BYTES}. */
  static byte @Nullable [] read(Request request) throws IOException {
    long length = request.getLength();
    if (length > MAX_BYTES) {
      return null;
    }
    try (InputStream in = Content.Source.asInputStream(request)) {
      if (length >= 0) {
        return in.readNBytes((int) length);
      }
      byte[] body = in.readNBytes(MAX_BYTES + 1);
      return body.length > MAX_BYTES ? null : body;
    }
  }
}
