package com.eventbuspro.localaws.auth;

import com.eventbuspro.localaws.auth.SignatureException.Reason;
import com.eventbuspro.localaws.http.AuthFailure;
import com.eventbuspro.localaws.http.Authenticator;
import com.eventbuspro.localaws.http.AwsException;
import com.eventbuspro.localaws.http.AwsProtocol;
import com.eventbuspro.localaws.http.AwsRequest;
import com.eventbuspro.localaws.http.Caller;
import java.util.Objects;

/** Verifies the signature of calls whose whole body is at hand: Kinesis, IAM and STS. */
public final class SigV4Authenticator implements Authenticator {
  private final SignatureVerifier verifier;

  /** Verifies with the given verifier. */
  public SigV4Authenticator(SignatureVerifier verifier) {
    this.verifier = Objects.requireNonNull(verifier, "verifier");
  }

  @Override
  public Caller authenticate(AwsRequest request, AwsProtocol protocol) {
    SignedMessage message =
        new SignedMessage(
            request.method(), request.path(), request.query(), request.headers()::all);
    try {
      String hash = Hashes.sha256Hex(request.body());
      String promised = message.header("x-amz-content-sha256");
      if (promised != null && !promised.equals(hash)) {
        throw new SignatureException(
            Reason.PAYLOAD_MISMATCH,
            "The value passed as x-amz-content-sha256 does not match the SHA-256 of the body.");
      }
      return verifier.verify(message, hash, request.service()).credential().caller();
    } catch (SignatureException e) {
      throw refusal(e, protocol);
    }
  }

  private static AwsException refusal(SignatureException e, AwsProtocol protocol) {
    AuthFailure failure =
        switch (e.reason()) {
          case MISSING -> AuthFailure.MISSING_TOKEN;
          case INCOMPLETE -> AuthFailure.INCOMPLETE_SIGNATURE;
          case UNKNOWN_KEY, INVALID_TOKEN -> AuthFailure.UNKNOWN_CREDENTIALS;
          case EXPIRED_TOKEN -> AuthFailure.EXPIRED_TOKEN;
          case SKEWED, MISMATCH, PAYLOAD_MISMATCH -> AuthFailure.SIGNATURE_MISMATCH;
        };
    return failure.toException(protocol, e.text());
  }
}
