package com.eventbuspro.localaws.auth;

import com.eventbuspro.localaws.auth.SignatureException.Reason;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a request says about its own signature, read from the Authorization header or, for presigned
 * addresses, from the query.
 *
 * @param accessKeyId key that signed
 * @param date eight digits of the scope
 * @param region region of the scope
 * @param service service of the scope
 * @param signedHeaders lower-case names in the order signed
 * @param hex the signature
 * @param timestamp {@code yyyyMMdd'T'HHmmss'Z'} as sent
 * @param sessionToken token of temporary credentials, null when none was sent
 * @param presignedSeconds how long a presigned address is good for; -1 when the header form was
 *     used
 */
record Signature(
    String accessKeyId,
    String date,
    String region,
    String service,
    List<String> signedHeaders,
    String hex,
    String timestamp,
    @Nullable String sessionToken,
    long presignedSeconds) {

  static final String ALGORITHM = "AWS4-HMAC-SHA256";
  private static final int WEEK_SECONDS = 7 * 24 * 60 * 60;

  /** The scope as it stands in the string to sign. */
  String scope() {
    return date + "/" + region + "/" + service + "/aws4_request";
  }

  boolean presigned() {
    return presignedSeconds >= 0;
  }

  /** Reads the signature of a request. */
  static Signature of(SignedMessage message) {
    String header = message.header("authorization");
    if (header != null && header.startsWith(ALGORITHM)) {
      return fromHeader(message, header);
    }
    QueryParameters query = QueryParameters.parse(message.query());
    if (ALGORITHM.equals(query.first("X-Amz-Algorithm"))) {
      return fromQuery(query);
    }
    if (header != null) {
      throw new SignatureException(
          Reason.INCOMPLETE,
          "Only " + ALGORITHM + " signatures are accepted (Authorization header).");
    }
    throw new SignatureException(Reason.MISSING, "Request is missing Authentication Token");
  }

  private static Signature fromHeader(SignedMessage message, String header) {
    String credential = null;
    String signedHeaders = null;
    String hex = null;
    for (String part : header.substring(ALGORITHM.length()).split(",")) {
      String trimmed = part.trim();
      if (trimmed.startsWith("Credential=")) {
        credential = trimmed.substring("Credential=".length());
      } else if (trimmed.startsWith("SignedHeaders=")) {
        signedHeaders = trimmed.substring("SignedHeaders=".length());
      } else if (trimmed.startsWith("Signature=")) {
        hex = trimmed.substring("Signature=".length());
      }
    }
    String date = message.header("x-amz-date");
    return build(
        required(credential, "'Credential'"),
        required(signedHeaders, "'SignedHeaders'"),
        required(hex, "'Signature'"),
        required(date, "'X-Amz-Date' header"),
        message.header("x-amz-security-token"),
        -1);
  }

  private static Signature fromQuery(QueryParameters query) {
    String expires = required(query.first("X-Amz-Expires"), "'X-Amz-Expires'");
    long seconds;
    try {
      seconds = Long.parseLong(expires);
    } catch (NumberFormatException e) {
      seconds = -1;
    }
    if (seconds < 0 || seconds > WEEK_SECONDS) {
      throw new SignatureException(
          Reason.INCOMPLETE,
          "X-Amz-Expires must be between 0 and " + WEEK_SECONDS + ": " + expires);
    }
    return build(
        required(query.first("X-Amz-Credential"), "'X-Amz-Credential'"),
        required(query.first("X-Amz-SignedHeaders"), "'X-Amz-SignedHeaders'"),
        required(query.first("X-Amz-Signature"), "'X-Amz-Signature'"),
        required(query.first("X-Amz-Date"), "'X-Amz-Date'"),
        query.first("X-Amz-Security-Token"),
        seconds);
  }

  private static Signature build(
      String credential,
      String signedHeaders,
      String hex,
      String timestamp,
      @Nullable String token,
      long presignedSeconds) {
    String[] parts = credential.split("/", -1);
    int n = parts.length;
    if (n < 5 || !parts[n - 1].equals("aws4_request")) {
      throw new SignatureException(
          Reason.INCOMPLETE,
          "Credential must be 'key/date/region/service/aws4_request': " + credential);
    }
    List<String> names = new ArrayList<>(Arrays.asList(signedHeaders.split(";")));
    if (!names.contains("host")) {
      throw new SignatureException(Reason.INCOMPLETE, "'Host' must be a signed header.");
    }
    String key = String.join("/", Arrays.copyOf(parts, n - 4));
    return new Signature(
        key,
        parts[n - 4],
        parts[n - 3],
        parts[n - 2],
        names,
        hex,
        timestamp,
        token,
        presignedSeconds);
  }

  private static String required(@Nullable String value, String what) {
    if (value == null || value.isBlank()) {
      throw new SignatureException(
          Reason.INCOMPLETE, "Authorization header requires " + what + " parameter.");
    }
    return value;
  }
}
