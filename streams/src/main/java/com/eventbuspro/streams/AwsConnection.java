package com.eventbuspro.streams;

import java.io.Serializable;
import java.net.URI;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How AWS is reached.
 *
 * @param region for instance {@code us-east-1}
 * @param endpoint where to go instead of AWS's own endpoint, or null
 * @param credentials who we are
 */
public record AwsConnection(String region, @Nullable URI endpoint, AwsCredentials credentials)
    implements Serializable {

  public AwsConnection {
    if (!region.matches("[a-z0-9-]{1,32}")) {
      throw new IllegalArgumentException("Not an AWS region: '" + region + "'");
    }
    if (endpoint != null && (endpoint.getScheme() == null || endpoint.getHost() == null)) {
      throw new IllegalArgumentException(
          "Not an endpoint: '" + endpoint + "'. Use a whole URL such as http://localhost:4566");
    }
    Objects.requireNonNull(credentials, "credentials");
  }

  /** AWS itself, with whatever credentials the machine has. */
  public static AwsConnection aws(String region) {
    return new AwsConnection(region, null, new AwsCredentials.DefaultChain());
  }

  /** Something that speaks like AWS, at an endpoint of its own, with fixed credentials. */
  public static AwsConnection local(URI endpoint, String region, String key, String secret) {
    return new AwsConnection(region, endpoint, new AwsCredentials.Static(key, secret));
  }
}
