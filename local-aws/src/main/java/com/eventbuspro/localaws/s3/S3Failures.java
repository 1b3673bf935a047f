package com.eventbuspro.localaws.s3;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import org.gaul.s3proxy.blobstore.S3Exceptions;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * What went wrong, in S3's words: the object store throws the AWS SDK's exceptions, often wrapped.
 */
final class S3Failures {
  private static final Logger log = LoggerFactory.getLogger(S3Failures.class);
  private static final List<String> ECHOED =
      List.of("ETag", "x-amz-delete-marker", "x-amz-version-id", "Allow");

  private S3Failures() {}

  /** The answer to give; rethrows what is no answer, for instance a connection that broke. */
  static S3Failure of(Exception e, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof S3Failure failure) {
        return failure;
      }
      if (cause instanceof AwsServiceException service) {
        return ofStore(service, request, response);
      }
      if (cause instanceof TimeoutException) {
        return new S3Failure(
            400,
            "RequestTimeout",
            "Your socket connection to the server was not read from or written to within the timeout period.");
      }
    }
    if (e instanceof IOException io) {
      throw io;
    }
    if (e instanceof IllegalArgumentException) {
      return new S3Failure(400, "InvalidArgument", String.valueOf(e.getMessage()));
    }
    if (e instanceof UnsupportedOperationException) {
      return S3Failure.notImplemented(request.getMethod());
    }
    log.error("{} {} failed", request.getMethod(), request.getRequestURI(), e);
    return new S3Failure(
        500, "InternalError", "We encountered an internal error. Please try again.");
  }

  private static S3Failure ofStore(
      AwsServiceException e, HttpServletRequest request, HttpServletResponse response) {
    SdkHttpResponse sent = S3Exceptions.httpResponse(e);
    if (sent != null) {
      for (String header : ECHOED) {
        sent.firstMatchingHeader(header).ifPresent(value -> response.setHeader(header, value));
      }
    }
    String code = S3Exceptions.errorCode(e);
    if (code != null) {
      String message = e.awsErrorDetails().errorMessage();
      return new S3Failure(e.statusCode(), code, Objects.requireNonNullElse(message, ""));
    }
    return ofStatus(e.statusCode(), request);
  }

  private static S3Failure ofStatus(int status, HttpServletRequest request) {
    return switch (status) {
      case 412 ->
          readsUnlessModified(request)
              ? new S3Failure(304, "NotModified", "Not Modified")
              : new S3Failure(
                  412,
                  "PreconditionFailed",
                  "At least one of the pre-conditions you specified did not hold");
      case 416 -> new S3Failure(416, "InvalidRange", "The requested range cannot be satisfied");
      case 405 ->
          new S3Failure(
              405,
              "MethodNotAllowed",
              "The specified method is not allowed against this resource.");
      case 400, 422 ->
          new S3Failure(
              400, "BadDigest", "The Content-MD5 you specified did not match what we received.");
      case 403 -> S3Failure.accessDenied("Access Denied");
      case 404 -> new S3Failure(404, "NoSuchKey", "The specified key does not exist.");
      default -> new S3Failure(status, "InternalError", "The object store answered " + status);
    };
  }

  /**
   * The store reports any unmet condition as 412; for reads that ask "unless I have it" HTTP wants
   * 304.
   */
  private static boolean readsUnlessModified(HttpServletRequest request) {
    boolean reads = request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
    return reads
        && absent(request.getHeader("If-Match"))
        && absent(request.getHeader("If-Unmodified-Since"))
        && !(absent(request.getHeader("If-None-Match"))
            && absent(request.getHeader("If-Modified-Since")));
  }

  private static boolean absent(@Nullable String header) {
    return header == null;
  }
}
