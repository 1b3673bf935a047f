package com.eventbuspro.localaws.iam;

import com.eventbuspro.localaws.http.AwsException;

/** IAM's errors with IAM's messages. */
final class IamErrors {
  private IamErrors() {}

  static AwsException noSuchEntity(String message) {
    return new AwsException(404, "NoSuchEntity", message);
  }

  static AwsException alreadyExists(String message) {
    return new AwsException(409, "EntityAlreadyExists", message);
  }

  static AwsException deleteConflict(String message) {
    return new AwsException(409, "DeleteConflict", message);
  }

  static AwsException limitExceeded(String message) {
    return new AwsException(409, "LimitExceeded", message);
  }

  static AwsException malformedPolicy(String message) {
    return new AwsException(400, "MalformedPolicyDocument", message);
  }

  static AwsException validation(String message) {
    return new AwsException(400, "ValidationError", message);
  }
}
