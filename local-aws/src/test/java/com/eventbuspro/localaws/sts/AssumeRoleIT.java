package com.eventbuspro.localaws.sts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.eventbuspro.localaws.Clients;
import com.eventbuspro.localaws.LocalAws;
import com.eventbuspro.localaws.LocalAwsConfig;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;

class AssumeRoleIT {
  private static final String ACCOUNT = "000000000000";
  private static final String ROLE = "arn:aws:iam::" + ACCOUNT + ":role/reader";
  private static final String TRUST_ACCOUNT =
      """
      {"Statement":{"Effect":"Allow","Principal":{"AWS":"000000000000"},"Action":"sts:AssumeRole"}}""";
  private static final String READ_ONE =
      """
      {"Statement":[{"Effect":"Allow","Action":["s3:GetObject","s3:PutObject"],"Resource":"arn:aws:s3:::lake/mine/*"},
      {"Effect":"Allow","Action":"s3:ListBucket","Resource":"arn:aws:s3:::lake","Condition":{"StringLike":{"s3:prefix":"mine/*"}}}]}""";

  /** Real time plus what the test has let pass: the SDK signs with the real one. */
  private static final class ShiftedClock extends Clock {
    private volatile Duration shift = Duration.ZERO;

    @Override
    public Instant instant() {
      return Instant.now().plus(shift);
    }

    @Override
    public ZoneId getZone() {
      return ZoneId.of("UTC");
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException("Only UTC");
    }
  }

  @TempDir private Path directory;
  private final ShiftedClock clock = new ShiftedClock();
  private LocalAws aws;
  private IamClient iam;
  private StsClient sts;
  private S3Client s3;

  @BeforeEach
  void start() {
    aws = LocalAws.start(LocalAwsConfig.in(directory).withPorts(0, 0).withClock(clock));
    iam = Clients.root(aws).iam();
    sts = Clients.root(aws).sts();
    s3 = Clients.root(aws).s3();
  }

  @AfterEach
  void stop() {
    iam.close();
    sts.close();
    s3.close();
    aws.close();
  }

  @Test
  void aSessionIsBoundByItsRole() {
    reader(TRUST_ACCOUNT);
    Credentials session = assume();
    try (StsClient asked = Clients.of(aws, session).sts();
        S3Client theirs = Clients.of(aws, session).s3();
        IamClient forbidden = Clients.of(aws, session).iam()) {
      assertThat(asked.getCallerIdentity().arn())
          .isEqualTo("arn:aws:sts::000000000000:assumed-role/reader/test");
      theirs.putObject(r -> r.bucket("lake").key("mine/a"), RequestBody.fromString("x"));
      assertThat(theirs.getObjectAsBytes(r -> r.bucket("lake").key("mine/a")).asUtf8String())
          .isEqualTo("x");
      assertThat(theirs.listObjectsV2(r -> r.bucket("lake").prefix("mine/")).contents()).hasSize(1);
      assertFails(() -> theirs.listObjectsV2(r -> r.bucket("lake")), "AccessDenied");
      assertFails(
          () -> theirs.getObjectAsBytes(r -> r.bucket("lake").key("other")), "AccessDenied");
      assertThatThrownBy(() -> forbidden.getRole(r -> r.roleName("reader")))
          .hasMessageContaining(
              "User: arn:aws:sts::000000000000:assumed-role/reader/test is not authorized to"
                  + " perform: iam:GetRole on resource: arn:aws:iam::000000000000:role/reader because"
                  + " no identity-based policy allows the iam:GetRole action");
    }
  }

  @Test
  void aChangedPolicyBindsAtOnce() {
    reader(TRUST_ACCOUNT);
    s3.putObject(r -> r.bucket("lake").key("mine/a"), RequestBody.fromString("x"));
    try (S3Client theirs = Clients.of(aws, assume()).s3()) {
      theirs.getObjectAsBytes(r -> r.bucket("lake").key("mine/a"));
      iam.deleteRolePolicy(r -> r.roleName("reader").policyName("read"));
      assertFails(
          () -> theirs.getObjectAsBytes(r -> r.bucket("lake").key("mine/a")), "AccessDenied");
    }
  }

  @Test
  void aSessionPolicyOnlyTakesAway() {
    reader(TRUST_ACCOUNT);
    s3.putObject(r -> r.bucket("lake").key("mine/a"), RequestBody.fromString("x"));
    Credentials session =
        sts.assumeRole(
                r ->
                    r.roleArn(ROLE)
                        .roleSessionName("test")
                        .policy(
                            """
                            {"Statement":{"Effect":"Allow","Action":["s3:GetObject","s3:DeleteObject"],"Resource":"*"}}"""))
            .credentials();
    try (S3Client theirs = Clients.of(aws, session).s3()) {
      theirs.getObjectAsBytes(r -> r.bucket("lake").key("mine/a"));
      assertFails(
          () -> theirs.putObject(r -> r.bucket("lake").key("mine/b"), RequestBody.fromString("x")),
          "AccessDenied");
      assertFails(() -> theirs.deleteObject(r -> r.bucket("lake").key("mine/a")), "AccessDenied");
    }
  }

  @Test
  void sessionsSurviveARestart() {
    reader(TRUST_ACCOUNT);
    Credentials session = assume();
    stop();
    start();
    try (StsClient asked = Clients.of(aws, session).sts()) {
      assertThat(asked.getCallerIdentity().account()).isEqualTo(ACCOUNT);
    }
  }

  @Test
  void anExpiredSessionIsRefused() {
    reader(TRUST_ACCOUNT);
    clock.shift = Duration.ofMinutes(-14);
    Credentials session =
        sts.assumeRole(r -> r.roleArn(ROLE).roleSessionName("short").durationSeconds(900))
            .credentials();
    clock.shift = Duration.ofMinutes(2);
    try (StsClient asked = Clients.of(aws, session).sts();
        S3Client theirs = Clients.of(aws, session).s3()) {
      assertFails(asked::getCallerIdentity, "ExpiredToken");
      assertFails(theirs::listBuckets, "ExpiredToken");
    }
  }

  @Test
  void theTrustPolicyDecides() {
    reader(
        """
        {"Statement":{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::000000000000:root"},"Action":"sts:AssumeRole",
        "Condition":{"StringEquals":{"sts:ExternalId":"secret handshake"}}}}""");
    assertThatThrownBy(this::assume)
        .hasMessageContaining(
            "User: arn:aws:iam::000000000000:root is not authorized to perform: sts:AssumeRole on"
                + " resource: arn:aws:iam::000000000000:role/reader");
    sts.assumeRole(r -> r.roleArn(ROLE).roleSessionName("test").externalId("secret handshake"));
    assertFails(
        () -> sts.assumeRole(r -> r.roleArn(ROLE + "s").roleSessionName("test")), "AccessDenied");
  }

  @Test
  void aRoleMayAssumeAnotherOnlyWhenBothSidesAgree() {
    reader(TRUST_ACCOUNT);
    String other = "arn:aws:iam::000000000000:role/other";
    iam.createRole(r -> r.roleName("other").assumeRolePolicyDocument(TRUST_ACCOUNT));
    try (StsClient theirs = Clients.of(aws, assume()).sts()) {
      assertFails(
          () -> theirs.assumeRole(r -> r.roleArn(other).roleSessionName("xy")), "AccessDenied");

      iam.updateAssumeRolePolicy(
          r -> r.roleName("other").policyDocument(TRUST_ACCOUNT.replace("000000000000", ROLE)));
      theirs.assumeRole(r -> r.roleArn(other).roleSessionName("xy"));
      assertFails(
          () ->
              theirs.assumeRole(r -> r.roleArn(other).roleSessionName("xy").durationSeconds(3601)),
          "ValidationError");
    }
  }

  @Test
  void limitsSessions() {
    reader(TRUST_ACCOUNT);
    assertFails(
        () -> sts.assumeRole(r -> r.roleArn(ROLE).roleSessionName("x y")), "ValidationError");
    assertFails(
        () -> sts.assumeRole(r -> r.roleArn(ROLE).roleSessionName("xy").durationSeconds(899)),
        "ValidationError");
    assertFails(
        () -> sts.assumeRole(r -> r.roleArn(ROLE).roleSessionName("xy").durationSeconds(7200)),
        "ValidationError");
  }

  @Test
  void forgedCredentialsAreRefused() {
    reader(TRUST_ACCOUNT);
    Credentials session = assume();
    try (StsClient stranger =
            new Clients(aws, AwsBasicCredentials.create("AKIANOBODY", "x")).sts();
        StsClient liar = new Clients(aws, AwsBasicCredentials.create("test", "x")).sts();
        StsClient tokenless =
            new Clients(
                    aws,
                    AwsBasicCredentials.create(session.accessKeyId(), session.secretAccessKey()))
                .sts();
        StsClient swapped =
            new Clients(
                    aws,
                    AwsSessionCredentials.create(
                        session.accessKeyId(), session.secretAccessKey(), "forged"))
                .sts()) {
      assertFails(stranger::getCallerIdentity, "InvalidClientTokenId");
      assertFails(liar::getCallerIdentity, "SignatureDoesNotMatch");
      assertFails(tokenless::getCallerIdentity, "InvalidClientTokenId");
      assertFails(swapped::getCallerIdentity, "InvalidClientTokenId");
    }
    clock.shift = Duration.ofMinutes(16);
    assertFails(sts::getCallerIdentity, "SignatureDoesNotMatch");
  }

  @Test
  void aUserHasKeysAndPolicies() {
    s3.createBucket(r -> r.bucket("lake"));
    s3.putObject(r -> r.bucket("lake").key("amelia/a"), RequestBody.fromString("x"));
    iam.createUser(r -> r.userName("amelia"));
    var key = iam.createAccessKey(r -> r.userName("amelia")).accessKey();
    iam.putUserPolicy(
        r ->
            r.userName("amelia")
                .policyName("home")
                .policyDocument(
                    """
                    {"Statement":{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::lake/${aws:username}/*"}}"""));
    try (S3Client theirs =
        new Clients(aws, AwsBasicCredentials.create(key.accessKeyId(), key.secretAccessKey()))
            .s3()) {
      theirs.getObjectAsBytes(r -> r.bucket("lake").key("amelia/a"));
      assertFails(
          () -> theirs.getObjectAsBytes(r -> r.bucket("lake").key("bessie/a")), "AccessDenied");
      iam.updateAccessKey(
          r -> r.userName("amelia").accessKeyId(key.accessKeyId()).status("Inactive"));
      assertFails(
          () -> theirs.getObjectAsBytes(r -> r.bucket("lake").key("amelia/a")),
          "InvalidAccessKeyId");
    }
  }

  private void reader(String trust) {
    s3.createBucket(r -> r.bucket("lake"));
    iam.createRole(r -> r.roleName("reader").assumeRolePolicyDocument(trust));
    iam.putRolePolicy(r -> r.roleName("reader").policyName("read").policyDocument(READ_ONE));
  }

  private Credentials assume() {
    return sts.assumeRole(r -> r.roleArn(ROLE).roleSessionName("test")).credentials();
  }

  private static void assertFails(ThrowingCallable call, String code) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            AwsServiceException.class,
            e -> assertThat(e.awsErrorDetails().errorCode()).as(e.getMessage()).isEqualTo(code));
  }
}
