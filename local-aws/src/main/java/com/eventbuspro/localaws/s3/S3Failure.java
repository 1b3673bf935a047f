package com.eventbuspro.localaws.s3;

/** A request that S3 would refuse: carries S3's own error code, HTTP status and message. */
final class S3Failure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;

  S3Failure(int status, String code, String message) {
    // No stack trace: it says what the caller did wrong.
    super(message, null, false, false);
    this.status = status;
    this.code = code;
  }

  static S3Failure accessDenied(String message) {
    return new S3Failure(403, "AccessDenied", message);
  }

  static S3Failure noSuchBucket() {
    return new S3Failure(404, "NoSuchBucket", "The specified bucket does not exist");
  }

  static S3Failure notImplemented(String what) {
    return new S3Failure(
        501,
        "NotImplemented",
        "A header or parameter you provided implies functionality that is not served here: "
            + what);
  }

  int status() {
    return status;
  }

  String code() {
    return code;
  }

  String text() {
    return String.valueOf(getMessage());
  }
}
