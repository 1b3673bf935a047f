package com.eventbuspro.localaws.auth;

/**
 * A signature that was found good, with what is needed to go on checking the chunks of a streamed
 * body.
 *
 * @param credential who signed
 * @param hex the signature itself; the first link of the chunks' chain
 * @param signingKey the key derived for the scope; never logged
 * @param timestamp the request's time as signed
 * @param scope {@code date/region/service/aws4_request}
 */
@SuppressWarnings("ArrayRecordComponent") // compared nowhere
public record VerifiedSignature(
    Credential credential, String hex, byte[] signingKey, String timestamp, String scope) {

  /** Leaves the secrets out. */
  @Override
  public String toString() {
    return "VerifiedSignature[" + credential + ", " + scope + "]";
  }
}
