package com.eventbuspro.localaws.s3;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.gaul.s3proxy.S3ProxyHandler;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;

/**
 * S3Proxy's request handler, told to check nobody: whoever gets here has been checked by {@link
 * RequestGate}.
 */
final class ObjectHandler extends S3ProxyHandler {
  private static final long MAX_OBJECT_BYTES = 5L << 30;
  private static final int MAX_SKEW_SECONDS = 15 * 60;

  private final BlobStore store;

  ObjectHandler(BlobStore store) {
    super(
        store,
        AuthenticationType.NONE,
        null,
        null,
        null,
        MAX_OBJECT_BYTES,
        MAX_OBJECT_BYTES,
        PayloadStreams.MAX_CHUNK_BYTES,
        false,
        null,
        null,
        MAX_SKEW_SECONDS);
    this.store = store;
  }

  boolean bucketExists(String bucket) {
    return store.containerExists(bucket);
  }

  void serve(HttpServletRequest request, HttpServletResponse response, InputStream body)
      throws IOException {
    doHandle(request, request, response, body, new RequestContext());
  }

  void sendError(HttpServletRequest request, HttpServletResponse response, S3Failure failure)
      throws IOException {
    sendSimpleErrorResponse(
        request, response, failure.code(), failure.status(), failure.text(), Map.of());
  }
}
