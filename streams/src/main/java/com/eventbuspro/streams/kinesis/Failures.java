package com.eventbuspro.streams.kinesis;

import com.eventbuspro.streams.StreamFailure;
import com.eventbuspro.streams.StreamsException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;

/** Translates the SDK's exceptions into ours. Decides by error code and type, never by text. */
final class Failures {
  private static final int SERVER_ERROR = 500;

  private Failures() {}

  /** Whether a call changes something: only then can its outcome be unknown. */
  enum Kind {
    READ,
    CHANGE
  }

  static <T> T call(Kind kind, String what, Supplier<T> call) {
    try {
      return call.get();
    } catch (SdkException e) {
      throw translate(kind, what, e);
    }
  }

  static StreamsException translate(Kind kind, String what, SdkException e) {
    StreamFailure code = code(kind, e);
    return new StreamsException(code, what + " failed, " + code + ": " + detail(e), e);
  }

  static StreamFailure code(Kind kind, SdkException e) {
    if (e instanceof AwsServiceException service) {
      String code = service.awsErrorDetails() == null ? "" : service.awsErrorDetails().errorCode();
      StreamFailure known = known(code == null ? "" : code);
      if (known != null) {
        return known;
      }
      if (service.statusCode() < SERVER_ERROR) {
        return service.isThrottlingException() ? StreamFailure.THROTTLED : StreamFailure.INVALID;
      }
      return kind == Kind.CHANGE ? StreamFailure.UNKNOWN_OUTCOME : StreamFailure.UNAVAILABLE;
    }
    return kind == Kind.READ || neverSent(e)
        ? StreamFailure.UNAVAILABLE
        : StreamFailure.UNKNOWN_OUTCOME;
  }

  private static @Nullable StreamFailure known(String code) {
    return switch (code) {
      case "ResourceNotFoundException" -> StreamFailure.NOT_FOUND;
      case "ProvisionedThroughputExceededException",
          "ThrottlingException",
          "Throttling",
          "RequestLimitExceeded",
          "KMSThrottlingException" ->
          StreamFailure.THROTTLED;
      case "LimitExceededException" -> StreamFailure.LIMIT_EXCEEDED;
      case "AccessDeniedException",
          "AccessDenied",
          "KMSAccessDeniedException",
          "UnrecognizedClientException",
          "InvalidClientTokenId",
          "IncompleteSignatureException",
          "InvalidSignatureException",
          "SignatureDoesNotMatch",
          "MissingAuthenticationTokenException",
          "ExpiredTokenException",
          "OptInRequired" ->
          StreamFailure.ACCESS_DENIED;
      default -> null;
    };
  }

  /** Whether the request certainly did not leave this machine. */
  private static boolean neverSent(SdkException e) {
    if (!(e instanceof SdkClientException)) {
      return false;
    }
    for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof ConnectException || cause instanceof UnknownHostException) {
        return true;
      }
      // Apache's own class for a connect timeout is not part of the SDK's interface.
      if (cause.getClass().getSimpleName().equals("ConnectTimeoutException")) {
        return true;
      }
    }
    return false;
  }

  private static String detail(SdkException e) {
    if (e instanceof AwsServiceException service && service.awsErrorDetails() != null) {
      return service.awsErrorDetails().errorCode()
          + ": "
          + service.awsErrorDetails().errorMessage();
    }
    return String.valueOf(e.getMessage());
  }
}
