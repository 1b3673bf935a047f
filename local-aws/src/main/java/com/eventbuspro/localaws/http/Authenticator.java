package com.eventbuspro.localaws.http;

/** Finds out who signed a request. Must be safe for use by many threads. */
@FunctionalInterface
public interface Authenticator {
  /**
   * The principal behind the request.
   *
   * @throws AwsException in the codes of the given protocol (see {@link AuthFailure}) when there is
   *     none
   */
  Caller authenticate(AwsRequest request, AwsProtocol protocol);
}
