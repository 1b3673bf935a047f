package com.eventbuspro.localaws.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.eventbuspro.localaws.auth.SignatureException.Reason;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The examples are those of AWS's documentation of Signature Version 4. */
class SignatureVerifierTest {
  private static final String ACCOUNT = "000000000000";
  private static final String EMPTY =
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
  private static final Instant SIGNED = Instant.parse("2015-08-30T12:36:00Z");
  private static final String IAM_AUTHORIZATION =
      "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/iam/aws4_request,"
          + " SignedHeaders=content-type;host;x-amz-date,"
          + " Signature=5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7";

  private final SignatureVerifier verifier = verifierAt(SIGNED);

  private static SignatureVerifier verifierAt(Instant now) {
    return new SignatureVerifier(
        CredentialStore.rootOnly(
            "AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", ACCOUNT),
        Clock.fixed(now, ZoneOffset.UTC));
  }

  private static SignedMessage listUsers(Map<String, String> changed) {
    Map<String, String> headers = new HashMap<>();
    headers.put("host", "iam.amazonaws.com");
    headers.put("content-type", "application/x-www-form-urlencoded; charset=utf-8");
    headers.put("x-amz-date", "20150830T123600Z");
    headers.put("authorization", IAM_AUTHORIZATION);
    headers.putAll(changed);
    headers.values().removeIf(String::isEmpty);
    return message("GET", "/", "Version=2010-05-08&Action=ListUsers", headers);
  }

  private static SignedMessage message(
      String method, String path, String query, Map<String, String> headers) {
    return new SignedMessage(
        method,
        path,
        query,
        name -> {
          String value = headers.get(name.toLowerCase(Locale.ROOT));
          return value == null ? List.of() : List.of(value);
        });
  }

  @Test
  void acceptsTheExampleOfIam() {
    assertThat(verifier.verify(listUsers(Map.of()), EMPTY, "iam").credential().caller().arn())
        .isEqualTo("arn:aws:iam::000000000000:root");
  }

  @Test
  void acceptsTheExampleOfS3() {
    SignatureVerifier s3 =
        new SignatureVerifier(
            CredentialStore.rootOnly(
                "AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", ACCOUNT),
            Clock.fixed(Instant.parse("2013-05-24T00:00:00Z"), ZoneOffset.UTC));
    SignedMessage get =
        message(
            "GET",
            "/test.txt",
            "",
            Map.of(
                "host",
                "examplebucket.s3.amazonaws.com",
                "range",
                "bytes=0-9",
                "x-amz-content-sha256",
                EMPTY,
                "x-amz-date",
                "20130524T000000Z",
                "authorization",
                "AWS4-HMAC-SHA256"
                    + " Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,"
                    + "SignedHeaders=host;range;x-amz-content-sha256;x-amz-date,"
                    + "Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41"));
    assertThat(s3.verify(get, EMPTY, "s3").credential().accessKeyId())
        .isEqualTo("AKIAIOSFODNN7EXAMPLE");
  }

  @Test
  void refusesWhatWasChangedOnTheWay() {
    assertRefused(Reason.MISMATCH, listUsers(Map.of("host", "sts.amazonaws.com")), EMPTY);
    assertRefused(Reason.MISMATCH, listUsers(Map.of()), EMPTY.replace('e', 'f'));
    SignedMessage other = message("GET", "/", "Version=2010-05-08&Action=ListRoles", listHeaders());
    assertRefused(Reason.MISMATCH, other, EMPTY);
  }

  private static Map<String, String> listHeaders() {
    return Map.of(
        "host",
        "iam.amazonaws.com",
        "content-type",
        "application/x-www-form-urlencoded; charset=utf-8",
        "x-amz-date",
        "20150830T123600Z",
        "authorization",
        IAM_AUTHORIZATION);
  }

  @Test
  void refusesWhatLacksSomething() {
    assertRefused(Reason.MISSING, listUsers(Map.of("authorization", "")), EMPTY);
    assertRefused(Reason.INCOMPLETE, listUsers(Map.of("x-amz-date", "")), EMPTY);
    assertRefused(Reason.INCOMPLETE, listUsers(Map.of("authorization", "Bearer abc")), EMPTY);
    assertRefused(
        Reason.INCOMPLETE,
        listUsers(Map.of("authorization", IAM_AUTHORIZATION.replace("SignedHeaders", "X"))),
        EMPTY);
    assertRefused(
        Reason.INCOMPLETE,
        listUsers(Map.of("authorization", IAM_AUTHORIZATION.replace(";host", ""))),
        EMPTY);
    assertRefused(
        Reason.UNKNOWN_KEY,
        listUsers(Map.of("authorization", IAM_AUTHORIZATION.replace("AKIDEXAMPLE", "AKIDX"))),
        EMPTY);
  }

  @Test
  void refusesClocksThatAreTooFarApart() {
    Duration skew = SignatureVerifier.ALLOWED_SKEW;
    for (Instant good : List.of(SIGNED.plus(skew), SIGNED.minus(skew))) {
      verifierAt(good).verify(listUsers(Map.of()), EMPTY, "iam");
    }
    for (Instant bad :
        List.of(SIGNED.plus(skew).plusSeconds(1), SIGNED.minus(skew).minusSeconds(1))) {
      assertThatThrownBy(() -> verifierAt(bad).verify(listUsers(Map.of()), EMPTY, "iam"))
          .isInstanceOfSatisfying(
              SignatureException.class, e -> assertThat(e.reason()).isEqualTo(Reason.SKEWED));
    }
  }

  @Test
  void refusesASignatureMadeForAnotherService() {
    assertThatThrownBy(() -> verifier.verify(listUsers(Map.of()), EMPTY, "sts"))
        .isInstanceOf(SignatureException.class)
        .hasMessage("Credential should be scoped to correct service: 'sts'.");
  }

  private void assertRefused(Reason reason, SignedMessage message, String hash) {
    assertThatThrownBy(() -> verifier.verify(message, hash, "iam"))
        .isInstanceOfSatisfying(
            SignatureException.class,
            e -> assertThat(e.reason()).as(e.getMessage()).isEqualTo(reason));
  }
}
