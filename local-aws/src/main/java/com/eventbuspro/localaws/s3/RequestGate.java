package com.eventbuspro.localaws.s3;

import com.eventbuspro.localaws.auth.PolicyAuthorizer;
import com.eventbuspro.localaws.auth.SignatureException;
import com.eventbuspro.localaws.auth.SignatureVerifier;
import com.eventbuspro.localaws.auth.SignedMessage;
import com.eventbuspro.localaws.auth.VerifiedSignature;
import com.eventbuspro.localaws.auth.policy.PolicyDocument;
import com.eventbuspro.localaws.http.AccessRequest;
import com.eventbuspro.localaws.http.Authorizer.Decision;
import com.eventbuspro.localaws.http.Caller;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Collections;
import java.util.Map;

/** Lets in who signed properly and may do what is asked; refuses the rest in S3's words. */
final class RequestGate {
  private final SignatureVerifier verifier;

  /** 1,000 keys of 1,024 bytes, as XML. */
  private static final int MAX_DELETE_BYTES = 8 << 20;

  private final PolicyAuthorizer authorizer;
  private final BucketSettingsStore policies;

  RequestGate(
      SignatureVerifier verifier, PolicyAuthorizer authorizer, BucketSettingsStore policies) {
    this.verifier = verifier;
    this.authorizer = authorizer;
    this.policies = policies;
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
      return verifier.verify(message, declaredPayload(request), "s3");
    } catch (SignatureException e) {
      throw refusal(e);
    }
  }

  /**
   * Refuses a caller who may not do what the request asks. A list of keys to delete is refused as a
   * whole when one of them may not be deleted; AWS would delete the others.
   *
   * @return the body to go on with: a list of keys to delete had to be read
   */
  InputStream authorize(
      Caller caller, HttpServletRequest request, S3Target target, S3Action action, InputStream body)
      throws IOException {
    Map<String, String> context = context(request);
    String source = request.getHeader("x-amz-copy-source");
    if (source != null && action.name().equals("s3:PutObject")) {
      S3Target copied = S3Target.ofCopySource(source);
      require(caller, new S3Action("s3:GetObject", copied.arn()), copied, context);
    }
    if (!target.isBucket() || !action.name().equals("s3:DeleteObject")) {
      require(caller, action, target, context);
      return body;
    }
    byte[] document = body.readNBytes(MAX_DELETE_BYTES);
    for (String key : DeletedKeys.in(document)) {
      S3Target object = new S3Target(target.bucket(), key);
      require(caller, new S3Action(action.name(), object.arn()), object, context);
    }
    return new ByteArrayInputStream(document);
  }

  private void require(
      Caller caller, S3Action action, S3Target target, Map<String, String> context) {
    // Who wrote a policy that locks out everybody can still replace it, but only as root; so it is
    // in AWS.
    boolean policyItself = action.name().endsWith("BucketPolicy");
    PolicyDocument bucketPolicy =
        target.isService() || policyItself ? null : policies.policy(target.bucket());
    AccessRequest question = new AccessRequest(caller, action.name(), action.arn(), context);
    if (authorizer.decide(question, bucketPolicy) instanceof Decision.Denied denied) {
      throw S3Failure.accessDenied(denied.message());
    }
  }

  private static Map<String, String> context(HttpServletRequest request) {
    Map<String, String> context = S3Action.context(request);
    String address = request.getRemoteAddr();
    context.put("aws:SourceIp", address);
    context.put("aws:SecureTransport", Boolean.toString(request.isSecure() || isLoopback(address)));
    return context;
  }

  /**
   * What does not leave the machine cannot be listened to: as good as TLS, and the only way in
   * here.
   */
  private static boolean isLoopback(String address) {
    try {
      // The servlet container gives a literal, so nothing is looked up.
      return InetAddress.getByName(address).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
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
