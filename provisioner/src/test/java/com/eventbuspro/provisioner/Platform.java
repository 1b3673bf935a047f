package com.eventbuspro.provisioner;

import com.eventbuspro.localaws.LocalAws;
import com.eventbuspro.localaws.LocalAwsConfig;
import com.eventbuspro.localaws.http.Faults;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sts.StsClient;

/** A local AWS, provisioners beside it, and the SDK's own clients to look at what they did. */
final class Platform implements AutoCloseable {
  private static final AwsCredentials ROOT = AwsBasicCredentials.create("test", "test");

  /** What goes wrong on purpose. */
  final Faults faults = new Faults();

  private final LocalAws aws;
  private final TestDatabase database;

  Platform(Path directory, TestDatabase database) {
    this.aws = LocalAws.start(LocalAwsConfig.in(directory).withPorts(0, 0).withFaults(faults));
    this.database = database;
  }

  /** Starts a provisioner; closing the context stops it. */
  ConfigurableApplicationContext provisioner(Map<String, Object> settings) {
    Map<String, Object> all = new HashMap<>();
    all.put("spring.datasource.url", database.jdbcUrl());
    all.put("spring.datasource.username", "postgres");
    all.put("spring.datasource.password", "");
    all.put("spring.datasource.hikari.auto-commit", "false");
    all.put("spring.main.banner-mode", "off");
    all.put("ebp.environment", "test");
    all.put("ebp.aws.endpoint", aws.endpoint());
    all.put("ebp.aws.s3-endpoint", aws.s3Endpoint());
    all.put("ebp.aws.access-key-id", "test");
    all.put("ebp.aws.secret-access-key", "test");
    all.put("ebp.provisioner.aws-rate-share", "100");
    all.put("ebp.provisioner.metrics-port", "0");
    all.putAll(settings);
    return new SpringApplicationBuilder(ProvisionerApplication.class)
        .web(WebApplicationType.NONE)
        .run(
            all.entrySet().stream()
                .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                .toArray(String[]::new));
  }

  URI s3Endpoint() {
    return aws.s3Endpoint();
  }

  KinesisClient kinesis(AwsCredentials credentials) {
    return to(
            KinesisClient.builder().httpClientBuilder(ApacheHttpClient.builder()),
            credentials,
            aws.endpoint())
        .build();
  }

  KinesisClient kinesis() {
    return kinesis(ROOT);
  }

  IamClient iam() {
    return to(
            IamClient.builder().httpClientBuilder(ApacheHttpClient.builder()), ROOT, aws.endpoint())
        .build();
  }

  StsClient sts() {
    return to(
            StsClient.builder().httpClientBuilder(ApacheHttpClient.builder()), ROOT, aws.endpoint())
        .build();
  }

  S3Client s3() {
    return to(
            S3Client.builder().httpClientBuilder(ApacheHttpClient.builder()).forcePathStyle(true),
            ROOT,
            aws.s3Endpoint())
        .build();
  }

  private static <B extends AwsClientBuilder<B, ?>> B to(
      B builder, AwsCredentials credentials, URI endpoint) {
    return builder
        .region(Region.US_EAST_1)
        .credentialsProvider(StaticCredentialsProvider.create(credentials))
        .endpointOverride(endpoint);
  }

  /** The conditions of an event type that hold for its newest generation. */
  List<String> holding(String eventType) {
    return database
        .jdbc()
        .sql(
            """
            SELECT c.type FROM event_type_condition c JOIN event_type t ON t.name = c.event_type
            WHERE t.name = :name AND c.status = 'TRUE' AND c.observed_generation = t.generation
            ORDER BY c.type
            """)
        .param("name", eventType)
        .query(String.class)
        .list();
  }

  /** The audit trail of a resource, oldest first: {@code outcome action}. */
  List<String> audit(String subject) {
    return database
        .jdbc()
        .sql("SELECT outcome || ' ' || action FROM audit_record WHERE subject = :s ORDER BY id")
        .param("s", subject)
        .query(String.class)
        .list();
  }

  /** How everything is, to be shown when a test waits in vain. */
  String resources() {
    return String.join(
        "\n",
        database
            .jdbc()
            .sql("SELECT concat_ws(' ', id, state, attempts, reason, difference) FROM resource")
            .query(String.class)
            .list());
  }

  @Override
  public void close() {
    aws.close();
  }
}
