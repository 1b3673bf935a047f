package com.eventbuspro.localaws.http;

import java.util.Arrays;
import java.util.Optional;

/**
 * The {@code Credential=AKID/date/region/service/aws4_request} part of a Signature Version 4
 * header.
 *
 * @param accessKeyId key that signed
 * @param date eight digits
 * @param region for instance {@code us-east-1}
 * @param service signing name, for instance {@code kinesis}
 */
public record CredentialScope(String accessKeyId, String date, String region, String service) {
  private static final String MARK = "Credential=";

  /** Reads the scope out of an Authorization header; empty when the header holds none. */
  public static Optional<CredentialScope> parse(String authorization) {
    int start = authorization.indexOf(MARK);
    if (start < 0) {
      return Optional.empty();
    }
    int from = start + MARK.length();
    int comma = authorization.indexOf(',', from);
    String credential = authorization.substring(from, comma < 0 ? authorization.length() : comma);
    String[] parts = credential.trim().split("/", -1);
    // The key itself may hold slashes in LocalStack's convention, so count from the end.
    int n = parts.length;
    if (n < 5 || !parts[n - 1].equals("aws4_request")) {
      return Optional.empty();
    }
    String key = String.join("/", Arrays.copyOf(parts, n - 4));
    return Optional.of(new CredentialScope(key, parts[n - 4], parts[n - 3], parts[n - 2]));
  }
}
