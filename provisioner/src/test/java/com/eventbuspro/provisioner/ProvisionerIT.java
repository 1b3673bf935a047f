package com.eventbuspro.provisioner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.eventbuspro.lake.LakeCatalog;
import com.eventbuspro.lake.LakeConfig;
import com.eventbuspro.localaws.http.Fault;
import com.eventbuspro.model.EventTypeName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.Table;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ConfigurableApplicationContext;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.EncryptionType;
import software.amazon.awssdk.services.kinesis.model.StreamDescriptionSummary;
import software.amazon.awssdk.services.kinesis.model.StreamStatus;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;
import software.amazon.awssdk.services.s3.model.Tag;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;

/** The whole service against a real database, a local AWS and a lake. */
@ExtendWith(TestDatabase.class)
class ProvisionerIT {
  private static final Logger LOG = LoggerFactory.getLogger(ProvisionerIT.class);
  private static final String NAME = "shop.order_placed";
  private static final String STREAM = "ebp-test-shop.order_placed";
  private static final String ROLE = "ebp-test-producer-shop.order_placed";
  private static final String SCHEMA =
      """
      {"type":"object","properties":{"order_id":{"type":"string"}},"required":["order_id"]}""";
  private static final String SCHEMA_2 =
      """
      {"type":"object","properties":{"order_id":{"type":"string"},"amount":{"type":"number"}},
       "required":["order_id"]}""";
  private static final Map<String, Object> EAGER =
      Map.of("ebp.provisioner.recheck", "300ms", "ebp.provisioner.visible-within", "100ms");

  @TempDir private Path directory;
  private Platform platform;

  @BeforeEach
  void setUp(TestDatabase database) {
    platform = new Platform(directory, database);
  }

  @AfterEach
  void tearDown() {
    platform.close();
  }

  @Test
  void whatIsRegisteredComesToExistAsDeclared(TestDatabase database) {
    try (ConfigurableApplicationContext running = platform.provisioner(Map.of())) {
      assertThat(running.isActive()).isTrue();
      database.register(NAME, 2, 48, SCHEMA);
      awaitReady(NAME);
      streamIsAsDeclared();
      roleIsAsDeclared();
      bucketIsAsDeclared();
      assertThat(table(database).schema().findField("order_id")).isNotNull();
      assertThat(platform.audit("stream:" + NAME))
          .containsExactly("DONE stream.create", "DONE stream.encryption", "DONE stream.retention");
      assertThat(platform.audit("role:" + NAME))
          .containsExactly("DONE role.create", "DONE role.policy");
      assertThat(platform.audit("table:" + NAME)).containsExactly("DONE table.create");
      assertThat(platform.audit("bucket:lake"))
          .containsExactly(
              "DONE bucket.create",
              "DONE bucket.tags",
              "DONE bucket.block_public_access",
              "DONE bucket.policy",
              "DONE bucket.encryption");

      database.schema(NAME, 2, SCHEMA_2);
      awaitReady(NAME);
      assertThat(table(database).schema().findField("amount")).isNotNull();
      database.redeclare(NAME, 5, 24);
      awaitReady(NAME);
      StreamDescriptionSummary stream = stream(platform.kinesis());
      assertThat(stream.openShardCount()).isEqualTo(5);
      assertThat(stream.retentionPeriodHours()).isEqualTo(24);
    }
  }

  private void streamIsAsDeclared() {
    try (KinesisClient kinesis = platform.kinesis()) {
      StreamDescriptionSummary stream = stream(kinesis);
      assertThat(stream.streamStatus()).isEqualTo(StreamStatus.ACTIVE);
      assertThat(stream.openShardCount()).isEqualTo(2);
      assertThat(stream.retentionPeriodHours()).isEqualTo(48);
      assertThat(stream.encryptionType()).isEqualTo(EncryptionType.KMS);
      assertThat(stream.keyId()).endsWith("alias/aws/kinesis");
      Map<String, String> tags = new HashMap<>();
      kinesis
          .listTagsForStream(r -> r.streamName(STREAM))
          .tags()
          .forEach(tag -> tags.put(tag.key(), tag.value()));
      assertThat(tags).isEqualTo(tags("stream:" + NAME));
    }
  }

  private void roleIsAsDeclared() {
    try (IamClient iam = platform.iam()) {
      Role role = iam.getRole(r -> r.roleName(ROLE)).role();
      assertThat(role.path()).isEqualTo("/event-bus/test/");
      Map<String, String> tags = new HashMap<>();
      role.tags().forEach(tag -> tags.put(tag.key(), tag.value()));
      assertThat(tags).isEqualTo(tags("role:" + NAME));
      assertThat(iam.listRolePolicies(r -> r.roleName(ROLE)).policyNames())
          .containsExactly("publish");
    }
  }

  private static Map<String, String> tags(String resource) {
    return Map.of(
        "event-bus:environment",
        "test",
        "event-bus:resource",
        resource,
        "event-bus:event-type",
        NAME,
        "event-bus:owner",
        "shop");
  }

  private void bucketIsAsDeclared() {
    try (S3Client s3 = platform.s3()) {
      String bucket = "ebp-test-lake";
      assertThat(s3.getBucketTagging(r -> r.bucket(bucket)).tagSet())
          .contains(Tag.builder().key("event-bus:resource").value("bucket:lake").build());
      assertThat(
              s3.getBucketEncryption(r -> r.bucket(bucket))
                  .serverSideEncryptionConfiguration()
                  .rules()
                  .get(0)
                  .applyServerSideEncryptionByDefault()
                  .sseAlgorithm())
          .isEqualTo(ServerSideEncryption.AES256);
      assertThat(
              s3.getPublicAccessBlock(r -> r.bucket(bucket))
                  .publicAccessBlockConfiguration()
                  .restrictPublicBuckets())
          .isTrue();
      assertThat(s3.getBucketPolicy(r -> r.bucket(bucket)).policy())
          .contains("aws:SecureTransport");
    }
  }

  @Test
  void aProducerRoleMayPutIntoItsStreamAndIntoNoOther(TestDatabase database) {
    try (ConfigurableApplicationContext running = platform.provisioner(Map.of())) {
      assertThat(running.isActive()).isTrue();
      database.register(NAME, 1, 24, SCHEMA);
      database.register("shop.order_returned", 1, 24, SCHEMA);
      awaitReady(NAME);
      awaitReady("shop.order_returned");
      try (KinesisClient producer = platform.kinesis(assumed())) {
        assertThat(put(producer, STREAM)).isNotEmpty();
        assertThatThrownBy(() -> put(producer, "ebp-test-shop.order_returned"))
            .isInstanceOf(AwsServiceException.class)
            .hasMessageContaining("not authorized to perform: kinesis:PutRecord");
        assertThatThrownBy(() -> producer.deleteStream(r -> r.streamName(STREAM)))
            .isInstanceOf(AwsServiceException.class)
            .hasMessageContaining("not authorized");
      }
    }
  }

  private AwsSessionCredentials assumed() {
    try (IamClient iam = platform.iam();
        StsClient sts = platform.sts()) {
      String arn = iam.getRole(r -> r.roleName(ROLE)).role().arn();
      Credentials session = sts.assumeRole(r -> r.roleArn(arn).roleSessionName("it")).credentials();
      return AwsSessionCredentials.create(
          session.accessKeyId(), session.secretAccessKey(), session.sessionToken());
    }
  }

  private static String put(KinesisClient kinesis, String stream) {
    return kinesis
        .putRecord(r -> r.streamName(stream).partitionKey("k").data(SdkBytes.fromUtf8String("{}")))
        .sequenceNumber();
  }

  @Test
  void whatSomeoneChangesByHandIsPutRightAgain(TestDatabase database) {
    try (ConfigurableApplicationContext running = platform.provisioner(EAGER);
        KinesisClient kinesis = platform.kinesis();
        IamClient iam = platform.iam()) {
      assertThat(running.isActive()).isTrue();
      database.register(NAME, 1, 24, SCHEMA);
      awaitReady(NAME);
      String everything =
          "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"*\","
              + "\"Resource\":\"*\"}]}";
      iam.putRolePolicy(r -> r.roleName(ROLE).policyName("publish").policyDocument(everything));
      iam.putRolePolicy(r -> r.roleName(ROLE).policyName("extra").policyDocument(everything));
      kinesis.deleteStream(r -> r.streamName(STREAM).enforceConsumerDeletion(true));
      awaitAudit(
          "role:" + NAME,
          "DONE role.create",
          "DONE role.policy",
          "DONE role.policy",
          "DONE role.remove_policy");
      awaitAudit(
          "stream:" + NAME,
          "DONE stream.create",
          "DONE stream.encryption",
          "DONE stream.create",
          "DONE stream.encryption");
      awaitReady(NAME);
      assertThat(iam.listRolePolicies(r -> r.roleName(ROLE)).policyNames())
          .containsExactly("publish");
      assertThat(stream(kinesis).streamStatus()).isEqualTo(StreamStatus.ACTIVE);
      List<String> reasons =
          database
              .jdbc()
              .sql("SELECT DISTINCT reason FROM audit_record WHERE action = 'role.remove_policy'")
              .query(String.class)
              .list();
      assertThat(reasons).containsExactly("Drift: not as generation 1 declares");
    }
  }

  @Test
  void lostAnswersThrottlingAndRefusalsLeaveNothingDoubledOrForgotten(TestDatabase database) {
    platform.faults.add("CreateStream", 1, new Fault.DropAnswer());
    platform.faults.add("StartStreamEncryption", 1, new Fault.DropRequest());
    platform.faults.add("DescribeStreamSummary", 1, Fault.internalFailure());
    platform.faults.add("CreateRole", 1, new Fault.DropAnswer());
    platform.faults.add(
        "PutRolePolicy", 1, new Fault.Error(403, "AccessDenied", "Not authorized (injected)"));
    platform.faults.add("GetRole", 1, new Fault.Error(400, "Throttling", "Rate exceeded"));
    try (ConfigurableApplicationContext running = platform.provisioner(EAGER)) {
      assertThat(running.isActive()).isTrue();
      database.register(NAME, 1, 24, SCHEMA);
      awaitReady(NAME);
      assertThat(platform.audit("stream:" + NAME))
          .containsExactly("DONE stream.create", "DONE stream.encryption");
      assertThat(platform.audit("role:" + NAME))
          .containsExactly("DONE role.create", "DENIED role.policy", "DONE role.policy");
      List<String> readBack =
          database
              .jdbc()
              .sql(
                  """
                  SELECT action FROM audit_record WHERE reason LIKE '%read back and found done'
                  ORDER BY action
                  """)
              .query(String.class)
              .list();
      assertThat(readBack).containsExactly("role.create", "stream.create");
    }
  }

  @Test
  void aStreamOfSomeoneElseIsNeverAdopted(TestDatabase database) {
    try (KinesisClient kinesis = platform.kinesis()) {
      kinesis.createStream(r -> r.streamName(STREAM).shardCount(3));
      try (ConfigurableApplicationContext running = platform.provisioner(EAGER)) {
        assertThat(running.isActive()).isTrue();
        database.register(NAME, 1, 24, SCHEMA);
        await().until(() -> platform.holding(NAME), List.of("AccessReady", "TableReady")::equals);
        assertThat(platform.audit("stream:" + NAME)).isEmpty();
        assertThat(stream(kinesis).openShardCount()).isEqualTo(3);
        assertThat(platform.resources()).contains("stream:" + NAME + " BLOCKED");
      }
    }
  }

  @Test
  void replicasShareTheWorkAndDoubleNothing(TestDatabase database) {
    int count = 25;
    try (ConfigurableApplicationContext one = platform.provisioner(Map.of());
        ConfigurableApplicationContext two = platform.provisioner(Map.of())) {
      assertThat(one.isActive() && two.isActive()).isTrue();
      for (int i = 0; i < count; i++) {
        database.register("many.event_" + i, 1, 24, SCHEMA);
      }
      for (int i = 0; i < count; i++) {
        awaitReady("many.event_" + i);
      }
    }
    List<Integer> doubled =
        database
            .jdbc()
            .sql("SELECT count(*) FROM audit_record GROUP BY subject, action HAVING count(*) > 1")
            .query(Integer.class)
            .list();
    assertThat(doubled).isEmpty();
    try (KinesisClient kinesis = platform.kinesis()) {
      assertThat(kinesis.listStreams(r -> r.limit(100)).streamNames()).hasSize(count);
    }
    assertThat(
            database
                .jdbc()
                .sql("SELECT count(*) FROM resource WHERE locked_by IS NOT NULL")
                .query(Integer.class)
                .single())
        .as("a stopped provisioner holds nothing")
        .isZero();
  }

  @Test
  void isReadySoonAfterRegistration(TestDatabase database) {
    try (ConfigurableApplicationContext running = platform.provisioner(Map.of())) {
      assertThat(running.isActive()).isTrue();
      database.register("warm.up", 1, 24, SCHEMA);
      awaitReady("warm.up");
      List<Long> millis = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        String name = "timed.event_" + i;
        long begin = System.nanoTime();
        database.register(name, 1, 24, SCHEMA);
        awaitReady(name);
        millis.add(Duration.ofNanos(System.nanoTime() - begin).toMillis());
      }
      Collections.sort(millis);
      LOG.warn("Registered to three conditions true, ms, sorted: {}", millis);
      assertThat(millis.get(18)).as("p95, ms").isLessThan(3_000);
    }
  }

  @Test
  void aNotificationIsHeardAtOnce(TestDatabase database) {
    try (ConfigurableApplicationContext running =
        platform.provisioner(Map.of("ebp.provisioner.poll", "10m"))) {
      assertThat(running.isActive()).isTrue();
      // The second comes when the first has been planned for certain: the watch is waiting then.
      for (String name : List.of("first.one", "second.one")) {
        database.register(name, 1, 24, SCHEMA);
        awaitReady(name);
      }
    }
  }

  @Test
  void aLostNotificationOnlyMakesItLater(TestDatabase database) {
    try (ConfigurableApplicationContext running = platform.provisioner(Map.of())) {
      assertThat(running.isActive()).isTrue();
      database.register("first.one", 1, 24, SCHEMA);
      awaitReady("first.one");
      List<Boolean> cut =
          database
              .jdbc()
              .sql(
                  """
                  SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                  WHERE query = 'LISTEN event_type_changed'
                  """)
              .query(Boolean.class)
              .list();
      assertThat(cut).containsExactly(true);
      database.register(NAME, 1, 24, SCHEMA);
      awaitReady(NAME);
    }
  }

  private void awaitReady(String name) {
    await()
        .alias(name)
        .pollInterval(Duration.ofMillis(20))
        .atMost(Duration.ofSeconds(60))
        .failFast("An unexpected error", () -> platform.resources().contains("Unexpected"))
        .untilAsserted(
            () ->
                assertThat(platform.holding(name))
                    .as(platform::resources)
                    .containsExactly("AccessReady", "StreamReady", "TableReady"));
  }

  private void awaitAudit(String subject, String... entries) {
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(platform.audit(subject)).containsExactly(entries));
  }

  private static StreamDescriptionSummary stream(KinesisClient kinesis) {
    return kinesis.describeStreamSummary(r -> r.streamName(STREAM)).streamDescriptionSummary();
  }

  private Table table(TestDatabase database) {
    try (LakeCatalog catalog = LakeCatalog.open(lake(database))) {
      return catalog.load(EventTypeName.parse(NAME));
    }
  }

  private LakeConfig lake(TestDatabase database) {
    return LakeConfig.jdbc(
            database.jdbcUrl() + "&currentSchema=lake_catalog",
            "postgres",
            "",
            "s3://ebp-test-lake/warehouse")
        .withS3("us-east-1", platform.s3Endpoint())
        .withS3Keys("test", "test");
  }
}
