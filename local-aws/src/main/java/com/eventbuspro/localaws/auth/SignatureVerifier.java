package com.eventbuspro.localaws.auth;

import com.eventbuspro.localaws.auth.SignatureException.Reason;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;

/**
 * Verifies Signature Version 4: that the holder of a secret key signed exactly this request within
 * the last 15 minutes.
 *
 * <p>Safe for use by many threads. The cost of a verification is one SHA-256 of the canonical
 * request and one HMAC, once the day's signing key is known.
 */
public final class SignatureVerifier {
  /** How far the clocks of client and server may be apart; AWS's own figure. */
  static final Duration ALLOWED_SKEW = Duration.ofMinutes(15);

  private static final DateTimeFormatter TIMESTAMP =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT);

  private final CredentialStore credentials;
  private final Clock clock;
  private final SigningKeys signingKeys = new SigningKeys();

  /** Looks up secrets in the given store and compares times with the given clock. */
  public SignatureVerifier(CredentialStore credentials, Clock clock) {
    this.credentials = Objects.requireNonNull(credentials, "credentials");
    this.clock = Objects.requireNonNull(clock, "clock");
  }

  /**
   * Verifies a request whose payload hash is the given one.
   *
   * @param payloadHash what stands in the last line of the canonical request: the hex SHA-256 of
   *     the body, or what the x-amz-content-sha256 header says instead. That the body really has
   *     this hash is for the caller to check.
   * @param service signing name of the service called
   * @throws SignatureException when the signature does not prove who sent the request
   */
  public VerifiedSignature verify(SignedMessage message, String payloadHash, String service) {
    Signature signature = Signature.of(message);
    if (!signature.service().equals(service)) {
      throw new SignatureException(
          Reason.MISMATCH, "Credential should be scoped to correct service: '" + service + "'.");
    }
    Credential credential = credentials.find(signature.accessKeyId());
    if (credential == null) {
      throw new SignatureException(
          Reason.UNKNOWN_KEY, "The security token included in the request is invalid.");
    }
    checkTime(signature);
    SecretKey key = signingKeys.of(credential, signature);
    String expected = Hashes.hmacHex(key, stringToSign(message, signature, payloadHash));
    if (!Hashes.sameText(expected, signature.hex())) {
      throw new SignatureException(
          Reason.MISMATCH,
          "The request signature we calculated does not match the signature you provided."
              + " Check your AWS Secret Access Key and signing method.");
    }
    checkToken(credential, signature);
    return new VerifiedSignature(
        credential, expected, key.getEncoded(), signature.timestamp(), signature.scope());
  }

  private void checkTime(Signature signature) {
    Instant signed = parse(signature.timestamp());
    if (!signature.timestamp().startsWith(signature.date())) {
      throw new SignatureException(
          Reason.MISMATCH,
          "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '"
              + signature.date()
              + "' != '"
              + signature.timestamp()
              + "'.");
    }
    Instant now = clock.instant();
    Duration age = Duration.between(signed, now);
    Duration oldest =
        signature.presigned() ? Duration.ofSeconds(signature.presignedSeconds()) : ALLOWED_SKEW;
    if (age.compareTo(oldest) > 0 || age.negated().compareTo(ALLOWED_SKEW) > 0) {
      throw new SignatureException(
          Reason.SKEWED,
          "Signature expired: "
              + signature.timestamp()
              + " is too far from the current time "
              + TIMESTAMP.format(now.atOffset(ZoneOffset.UTC))
              + ".");
    }
  }

  private static Instant parse(String timestamp) {
    try {
      return LocalDateTime.parse(timestamp, TIMESTAMP).toInstant(ZoneOffset.UTC);
    } catch (DateTimeParseException e) {
      throw new SignatureException(
          Reason.INCOMPLETE, "Date must be in ISO-8601 'basic format'. Got '" + timestamp + "'.");
    }
  }

  private void checkToken(Credential credential, Signature signature) {
    String wanted = credential.sessionToken();
    if (wanted == null) {
      return;
    }
    String given = signature.sessionToken();
    if (given == null || !Hashes.sameText(wanted, given)) {
      throw new SignatureException(
          Reason.INVALID_TOKEN, "The security token included in the request is invalid.");
    }
    if (credential.expiredAt(clock.instant())) {
      throw new SignatureException(
          Reason.EXPIRED_TOKEN, "The security token included in the request is expired");
    }
  }

  private static String stringToSign(
      SignedMessage message, Signature signature, String payloadHash) {
    String canonical = canonicalRequest(message, signature, payloadHash);
    return Signature.ALGORITHM
        + "\n"
        + signature.timestamp()
        + "\n"
        + signature.scope()
        + "\n"
        + Hashes.sha256Hex(canonical);
  }

  private static String canonicalRequest(
      SignedMessage message, Signature signature, String payloadHash) {
    StringBuilder out = new StringBuilder(512);
    out.append(message.method()).append('\n');
    out.append(canonicalPath(message.path(), signature.service())).append('\n');
    out.append(QueryParameters.parse(message.query()).canonical()).append('\n');
    for (String name : signature.signedHeaders()) {
      out.append(name).append(':');
      appendValues(out, message.headers().apply(name));
      out.append('\n');
    }
    out.append('\n').append(String.join(";", signature.signedHeaders()));
    return out.append('\n').append(payloadHash).toString();
  }

  /** S3 signs the path as it is sent; every other service encodes what is sent once more. */
  private static String canonicalPath(@Nullable String path, String service) {
    if (path == null || path.isEmpty() || path.equals("/")) {
      return "/";
    }
    return service.equals("s3")
        ? UriText.encodePath(UriText.decode(path))
        : UriText.encodePath(path);
  }

  private static void appendValues(StringBuilder out, List<String> values) {
    for (int i = 0; i < values.size(); i++) {
      out.append(i == 0 ? "" : ",");
      appendCollapsed(out, values.get(i).strip());
    }
  }

  private static void appendCollapsed(StringBuilder out, String value) {
    boolean space = false;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c != ' ' || !space) {
        out.append(c);
      }
      space = c == ' ';
    }
  }
}
