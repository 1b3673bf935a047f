package com.eventbuspro.localaws.s3;

import com.eventbuspro.localaws.auth.SignatureException;
import com.eventbuspro.localaws.auth.SignatureVerifier;
import com.eventbuspro.localaws.auth.SignedMessage;
import com.eventbuspro.localaws.auth.VerifiedSignature;
import com.eventbuspro.localaws.http.AccessRequest;
import com.eventbuspro.localaws.http.Authorizer;
import com.eventbuspro.localaws.http.Authorizer.Decision;
import com.eventbuspro.localaws.http.Caller;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.Map;

/** Lets in who signed properly and may do what is asked; refuses the rest in S3's words. */
final class RequestGate {
  private final SignatureVerifier verifier;
  private final Authorizer authorizer;

  RequestGate(SignatureVerifier verifier, Authorizer authorizer) {
    this.verifier = verifier;
    this.authorizer = authorizer;
  }

  /** What the signature covers of the body: presigned addresses sign none unless they say so. */
  static String declaredPayload(HttpServletRequest request) {
    String header = request.getHeader("x-amz-content-sha256");
    return header == null ? PayloadStreams.UNSIGNED : header;
  }

  VerifiedSignature authenticate(HttpServletRequest request) {
    SignedMessage message =
        new SignedMessage(
            request.getMethod(),
            request.getRequestURI(),
            request.getQueryString(),
            name -> Collections.list(request.getHeaders(name)));
    try {
      return verifier.verify(message, declaredPayload(request));
    } catch (SignatureException e) {
      throw refusal(e);
    }
  }

  void authorize(Caller caller, String action, String arn, Map<String, String> context) {
    Decision decision = authorizer.decide(new AccessRequest(caller, action, arn, context));
    if (decision instanceof Decision.Denied denied) {
      throw S3Failure.accessDenied(denied.message());
    }
  }

  private static S3Failure refusal(SignatureException e) {
    return switch (e.reason()) {
      case MISSING -> S3Failure.accessDenied("Access Denied");
      case INCOMPLETE -> new S3Failure(400, "AuthorizationHeaderMalformed", e.text());
      case UNKNOWN_KEY ->
          new S3Failure(
              403,
              "InvalidAccessKeyId",
              "The AWS Access Key Id you provided does not exist in our records.");
      case INVALID_TOKEN ->
          new S3Failure(
              400, "InvalidToken", "The provided token is malformed or otherwise invalid.");
      case EXPIRED_TOKEN -> new S3Failure(400, "ExpiredToken", "The provided token has expired.");
      case SKEWED ->
          new S3Failure(
              403,
              "RequestTimeTooSkewed",
              "The difference between the request time and the current time is too large.");
      case MISMATCH -> new S3Failure(403, "SignatureDoesNotMatch", e.text());
      case PAYLOAD_MISMATCH -> new S3Failure(400, "XAmzContentSHA256Mismatch", e.text());
    };
  }
}
