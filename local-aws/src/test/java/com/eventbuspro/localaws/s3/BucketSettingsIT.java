package com.eventbuspro.localaws.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;
import software.amazon.awssdk.services.s3.model.Tag;

class BucketSettingsIT {
  private static final String TLS_ONLY =
      """
      {"Version":"2012-10-17","Statement":[{"Sid":"TlsOnly","Effect":"Deny","Principal":"*","Action":"s3:*",
      "Resource":["arn:aws:s3:::lake","arn:aws:s3:::lake/*"],"Condition":{"Bool":{"aws:SecureTransport":"false"}}}]}""";

  @TempDir private Path directory;
  private S3Server server;
  private S3Client s3;

  @BeforeEach
  void start() {
    open();
    s3.createBucket(r -> r.bucket("lake"));
  }

  private void open() {
    server = S3Server.start(S3Settings.forTests(directory));
    s3 = S3Clients.root(server.endpoint());
  }

  @AfterEach
  void stop() {
    s3.close();
    server.close();
  }

  @Test
  void aNewBucketHasNoSettings() {
    assertCode(() -> s3.getBucketPolicy(r -> r.bucket("lake")), "NoSuchBucketPolicy");
    assertCode(
        () -> s3.getBucketEncryption(r -> r.bucket("lake")),
        "ServerSideEncryptionConfigurationNotFoundError");
    assertCode(
        () -> s3.getPublicAccessBlock(r -> r.bucket("lake")),
        "NoSuchPublicAccessBlockConfiguration");
    assertCode(() -> s3.getBucketTagging(r -> r.bucket("lake")), "NoSuchTagSet");
    assertThat(s3.getBucketVersioning(r -> r.bucket("lake")).status()).isNull();
    assertThat(s3.getBucketLocation(r -> r.bucket("lake")).locationConstraintAsString())
        .isIn(null, "", "us-east-1");
    s3.headBucket(r -> r.bucket("lake"));
  }

  @Test
  void keepsSettingsOverARestart() {
    putAll();
    stop();
    open();

    assertThat(s3.getBucketPolicy(r -> r.bucket("lake")).policy()).isEqualTo(TLS_ONLY);
    var rule =
        s3.getBucketEncryption(r -> r.bucket("lake"))
            .serverSideEncryptionConfiguration()
            .rules()
            .get(0);
    assertThat(rule.applyServerSideEncryptionByDefault().sseAlgorithm())
        .isEqualTo(ServerSideEncryption.AES256);
    assertThat(rule.bucketKeyEnabled()).isTrue();
    var block = s3.getPublicAccessBlock(r -> r.bucket("lake")).publicAccessBlockConfiguration();
    assertThat(block.blockPublicAcls()).isTrue();
    assertThat(block.restrictPublicBuckets()).isFalse();
    assertThat(s3.getBucketTagging(r -> r.bucket("lake")).tagSet())
        .containsExactly(Tag.builder().key("owner").value("flights & co <ops>").build());
    assertThat(s3.getBucketVersioning(r -> r.bucket("lake")).status())
        .isEqualTo(BucketVersioningStatus.ENABLED);
  }

  private void putAll() {
    s3.putBucketPolicy(r -> r.bucket("lake").policy(TLS_ONLY));
    s3.putBucketEncryption(
        r ->
            r.bucket("lake")
                .serverSideEncryptionConfiguration(
                    c ->
                        c.rules(
                            rule ->
                                rule.bucketKeyEnabled(true)
                                    .applyServerSideEncryptionByDefault(
                                        d -> d.sseAlgorithm(ServerSideEncryption.AES256)))));
    s3.putPublicAccessBlock(
        r ->
            r.bucket("lake")
                .publicAccessBlockConfiguration(
                    c ->
                        c.blockPublicAcls(true)
                            .ignorePublicAcls(true)
                            .blockPublicPolicy(true)
                            .restrictPublicBuckets(false)));
    s3.putBucketTagging(
        r ->
            r.bucket("lake")
                .tagging(t -> t.tagSet(tag -> tag.key("owner").value("flights & co <ops>"))));
    s3.putBucketVersioning(
        r ->
            r.bucket("lake")
                .versioningConfiguration(v -> v.status(BucketVersioningStatus.ENABLED)));
  }

  @Test
  void removesSettings() {
    putAll();
    s3.deleteBucketPolicy(r -> r.bucket("lake"));
    s3.deleteBucketEncryption(r -> r.bucket("lake"));
    s3.deletePublicAccessBlock(r -> r.bucket("lake"));
    s3.deleteBucketTagging(r -> r.bucket("lake"));

    assertCode(() -> s3.getBucketPolicy(r -> r.bucket("lake")), "NoSuchBucketPolicy");
    assertCode(() -> s3.getBucketTagging(r -> r.bucket("lake")), "NoSuchTagSet");
  }

  @Test
  void aBucketMadeAnewHasNoSettings() {
    putAll();
    s3.deleteBucket(r -> r.bucket("lake"));
    assertCode(() -> s3.getBucketPolicy(r -> r.bucket("lake")), "NoSuchBucket");
    s3.createBucket(r -> r.bucket("lake"));

    aNewBucketHasNoSettings();
  }

  @Test
  void aPolicyThatDemandsTlsLetsLoopbackIn() {
    s3.putBucketPolicy(r -> r.bucket("lake").policy(TLS_ONLY));

    s3.putObject(r -> r.bucket("lake").key("a"), RequestBody.fromString("x"));
    assertThat(s3.getObjectAsBytes(r -> r.bucket("lake").key("a")).asUtf8String()).isEqualTo("x");
  }

  @Test
  void aPolicyThatDeniesBindsEvenRootUntilItIsRemoved() {
    s3.putObject(r -> r.bucket("lake").key("a"), RequestBody.fromString("x"));
    s3.putBucketPolicy(
        r ->
            r.bucket("lake")
                .policy(
                    """
                    {"Statement":{"Effect":"Deny","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::lake/a"}}"""));
    assertCode(() -> s3.getObjectAsBytes(r -> r.bucket("lake").key("a")), "AccessDenied");

    s3.deleteBucketPolicy(r -> r.bucket("lake"));
    assertThat(s3.getObjectAsBytes(r -> r.bucket("lake").key("a")).asUtf8String()).isEqualTo("x");
  }

  @Test
  void refusesWhatS3Refuses() {
    assertCode(
        () ->
            s3.putBucketPolicy(
                r -> r.bucket("lake").policy("{\"Statement\":[{\"Effect\":\"Maybe\"}]}")),
        "MalformedPolicy");
    assertCode(
        () ->
            s3.putBucketTagging(
                r ->
                    r.bucket("lake")
                        .tagging(
                            t -> t.tagSet(a -> a.key("k").value("1"), b -> b.key("k").value("2")))),
        "InvalidTag");
    assertCode(() -> s3.getBucketPolicy(r -> r.bucket("nowhere")), "NoSuchBucket");
    assertCode(
        () ->
            s3.putBucketTagging(
                r -> r.bucket("nowhere").tagging(t -> t.tagSet(a -> a.key("k").value("v")))),
        "NoSuchBucket");
  }

  private static void assertCode(ThrowingCallable call, String code) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            S3Exception.class,
            e -> assertThat(e.awsErrorDetails().errorCode()).as(e.getMessage()).isEqualTo(code));
  }
}
