package com.eventbuspro.provisioner.aws;

import com.eventbuspro.provisioner.engine.CloudException;
import com.eventbuspro.provisioner.engine.CloudFailure;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;

/** Says the SDK's failures in the engine's words. Decides by error code and type, never by text. */
final class SdkFailures {
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;
  private static final int SERVER_ERROR = 500;

  private SdkFailures() {}

  /** Asks something that changes nothing. */
  static <T> T read(String what, Supplier<T> call) {
    try {
      return call.get();
    } catch (SdkException e) {
      throw failed(what, e, CloudFailure.UNAVAILABLE);
    }
  }

  /**
   * Asks for a change: an answer that is lost, or says no more than "error", may have been a yes.
   */
  static void change(String what, Runnable call) {
    try {
      call.run();
    } catch (SdkException e) {
      throw failed(what, e, CloudFailure.UNKNOWN_OUTCOME);
    }
  }

  private static CloudException failed(String what, SdkException e, CloudFailure whenUnclear) {
    CloudFailure failure;
    String detail = String.valueOf(e.getMessage());
    if (e instanceof AwsServiceException service) {
      failure = failure(service, whenUnclear);
      AwsErrorDetails details = service.awsErrorDetails();
      if (details != null) {
        detail = details.errorCode() + ": " + details.errorMessage();
      }
    } else {
      failure = neverSent(e) ? CloudFailure.UNAVAILABLE : whenUnclear;
    }
    return new CloudException(failure, what + " failed: " + detail, e);
  }

  private static CloudFailure failure(AwsServiceException e, CloudFailure whenUnclear) {
    if (e.isThrottlingException() || code(e).equals("SlowDown")) {
      return CloudFailure.THROTTLED;
    }
    return switch (code(e)) {
      case "EntityAlreadyExists", "BucketAlreadyOwnedByYou", "BucketAlreadyExists" ->
          CloudFailure.CONFLICT;
      case "ConcurrentModification", "EntityTemporarilyUnmodifiable", "OperationAborted" ->
          CloudFailure.BUSY;
      case "LimitExceeded", "TooManyBuckets" -> CloudFailure.LIMIT_EXCEEDED;
      default -> byStatus(e.statusCode(), whenUnclear);
    };
  }

  private static CloudFailure byStatus(int status, CloudFailure whenUnclear) {
    if (status >= SERVER_ERROR) {
      return whenUnclear;
    }
    return switch (status) {
      case 401, FORBIDDEN -> CloudFailure.ACCESS_DENIED;
      case NOT_FOUND -> CloudFailure.NOT_FOUND;
      default -> CloudFailure.INVALID;
    };
  }

  /** The error code; empty when the answer had none, as answers to HEAD requests. */
  static String code(AwsServiceException e) {
    AwsErrorDetails details = e.awsErrorDetails();
    return details == null || details.errorCode() == null ? "" : details.errorCode();
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
    }
    return false;
  }
}
