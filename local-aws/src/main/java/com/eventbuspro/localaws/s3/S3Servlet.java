package com.eventbuspro.localaws.s3;

import com.eventbuspro.localaws.auth.VerifiedSignature;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.UUID;

/** The way of every S3 request: who, may they, on what, and then the object store. */
final class S3Servlet extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final long MAX_DRAINED_BYTES = 64 << 20;

  private final transient ObjectHandler objects;
  private final transient BucketSettingsStore store;
  private final transient BucketSettings settings;
  private final transient RequestGate gate;
  private final transient KeyLocks locks = new KeyLocks();

  S3Servlet(ObjectHandler objects, BucketSettingsStore store, RequestGate gate) {
    this.objects = objects;
    this.store = store;
    this.settings = new BucketSettings(store);
    this.gate = gate;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    try {
      handle(request, response);
      drain(request);
    } catch (IOException | RuntimeException e) {
      S3Failure failure = S3Failures.of(e, request, response);
      drain(request);
      if (failure.status() == HttpServletResponse.SC_NOT_MODIFIED) {
        response.setStatus(failure.status());
      } else {
        objects.sendError(request, response, failure);
      }
    }
  }

  /**
   * Clients that are still sending when the answer comes may miss it, and report a broken
   * connection instead.
   */
  private static void drain(HttpServletRequest request) throws IOException {
    InputStream rest = request.getInputStream();
    byte[] buffer = new byte[8192];
    long left = MAX_DRAINED_BYTES;
    int count = rest.read(buffer);
    while (count >= 0 && left > 0) {
      left -= count;
      count = rest.read(buffer);
    }
  }

  private void handle(HttpServletRequest request, HttpServletResponse response) throws IOException {
    S3Target target = S3Target.of(request.getRequestURI());
    VerifiedSignature signature = gate.authenticate(request);
    S3Action action = S3Action.of(request, target);
    InputStream body =
        PayloadStreams.open(request, RequestGate.declaredPayload(request), signature);
    InputStream checked =
        gate.authorize(signature.credential().caller(), request, target, action, body);
    Optional<BucketSetting> setting = BucketSetting.of(request, target);
    if (setting.isPresent()) {
      requireBucket(target);
      response.addHeader("x-amz-request-id", UUID.randomUUID().toString());
      settings.serve(setting.get(), target, request, response, checked);
      return;
    }
    if (action.name().equals("s3:CreateBucket") && !objects.bucketExists(target.bucket())) {
      store.forget(target.bucket());
    }
    try (AutoUnlock ignored = locks.forWriting(request, target)) {
      objects.serve(new DecodedRequest(request), response, checked);
    }
    if (action.name().equals("s3:DeleteBucket") && !objects.bucketExists(target.bucket())) {
      store.forget(target.bucket());
    }
  }

  private void requireBucket(S3Target target) {
    if (!objects.bucketExists(target.bucket())) {
      throw S3Failure.noSuchBucket();
    }
  }
}
