package com.eventbuspro.localaws.http;

import java.util.List;
import java.util.Objects;

/**
 * Who may do what, and the services that manage it.
 *
 * @param authenticator ties requests to principals
 * @param authorizer decides what a principal may do
 * @param services IAM and STS
 */
public record Security(
    Authenticator authenticator, Authorizer authorizer, List<AwsService> services) {
  public Security {
    Objects.requireNonNull(authenticator, "authenticator");
    Objects.requireNonNull(authorizer, "authorizer");
    services = List.copyOf(services);
  }
}
