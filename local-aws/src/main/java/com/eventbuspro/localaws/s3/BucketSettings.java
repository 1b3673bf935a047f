package com.eventbuspro.localaws.s3;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Serves the requests about bucket settings. */
final class BucketSettings {
  private static final int MAX_DOCUMENT_BYTES = 1 << 20;

  private static final byte[] NEVER_VERSIONED =
      "<VersioningConfiguration xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"/>"
          .getBytes(StandardCharsets.UTF_8);

  private final BucketSettingsStore store;

  BucketSettings(BucketSettingsStore store) {
    this.store = store;
  }

  void serve(
      BucketSetting setting,
      S3Target target,
      HttpServletRequest request,
      HttpServletResponse response,
      InputStream body)
      throws IOException {
    switch (request.getMethod()) {
      case "GET" -> get(setting, target.bucket(), response);
      case "PUT" -> {
        byte[] document = body.readNBytes(MAX_DOCUMENT_BYTES);
        SettingDocuments.check(setting, document);
        store.put(target.bucket(), setting, document);
        response.setStatus(
            setting == BucketSetting.POLICY || setting == BucketSetting.TAGGING
                ? HttpServletResponse.SC_NO_CONTENT
                : HttpServletResponse.SC_OK);
      }
      case "DELETE" -> {
        store.delete(target.bucket(), setting);
        response.setStatus(HttpServletResponse.SC_NO_CONTENT);
      }
      default ->
          throw new S3Failure(
              405,
              "MethodNotAllowed",
              "The specified method is not allowed against this resource.");
    }
  }

  private void get(BucketSetting setting, String bucket, HttpServletResponse response)
      throws IOException {
    Optional<byte[]> stored = store.find(bucket, setting);
    if (stored.isEmpty() && setting == BucketSetting.VERSIONING) {
      // The one setting whose absence is no error.
      stored = Optional.of(NEVER_VERSIONED);
    }
    byte[] document = stored.orElseThrow(setting::missing);
    response.setStatus(HttpServletResponse.SC_OK);
    response.setContentType(
        setting == BucketSetting.POLICY ? "application/json" : "application/xml");
    response.setContentLength(document.length);
    response.getOutputStream().write(document);
  }
}
