package com.eventbuspro.localaws.http;

/**
 * Knows one access key, the root's, and trusts whoever names it without checking the signature.
 *
 * @param accessKeyId the only key accepted
 * @param accountId the root's account
 */
public record RootAuthenticator(String accessKeyId, String accountId) implements Authenticator {

  @Override
  public Caller authenticate(AwsRequest request, AwsProtocol protocol) {
    String header = request.headers().first("Authorization");
    if (header == null) {
      throw AuthFailure.MISSING_TOKEN.toException(protocol, "Missing Authentication Token");
    }
    if (!CredentialScope.parse(header)
        .map(CredentialScope::accessKeyId)
        .orElse("")
        .equals(accessKeyId)) {
      throw AuthFailure.UNKNOWN_CREDENTIALS.toException(
          protocol, "The security token included in the request is invalid.");
    }
    return Caller.root(accessKeyId, accountId);
  }
}
