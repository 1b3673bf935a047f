package com.eventbuspro.localaws.http;

/** Why a request could not be tied to a principal, with the code each protocol uses for it. */
public enum AuthFailure {
  MISSING_TOKEN("MissingAuthenticationTokenException", 400, "MissingAuthenticationToken", 403),
  INCOMPLETE_SIGNATURE("IncompleteSignatureException", 400, "IncompleteSignature", 400),
  UNKNOWN_CREDENTIALS("UnrecognizedClientException", 400, "InvalidClientTokenId", 403),
  SIGNATURE_MISMATCH("InvalidSignatureException", 400, "SignatureDoesNotMatch", 403),
  EXPIRED_TOKEN("ExpiredTokenException", 400, "ExpiredToken", 403);

  private final String jsonCode;
  private final int jsonStatus;
  private final String queryCode;
  private final int queryStatus;

  AuthFailure(String jsonCode, int jsonStatus, String queryCode, int queryStatus) {
    this.jsonCode = jsonCode;
    this.jsonStatus = jsonStatus;
    this.queryCode = queryCode;
    this.queryStatus = queryStatus;
  }

  /** The error AWS answers in the given protocol. */
  public AwsException toException(AwsProtocol protocol, String message) {
    return switch (protocol) {
      case JSON -> new AwsException(jsonStatus, jsonCode, message);
      case QUERY -> new AwsException(queryStatus, queryCode, message);
    };
  }
}
