package com.eventbuspro.localaws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.KinesisException;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;

class EnforcementIT {
  private static final String TRUST =
      """
      {"Statement":{"Effect":"Allow","Principal":{"AWS":"000000000000"},"Action":"sts:AssumeRole"}}""";
  private static final String PRODUCER =
      """
      {"Version":"2012-10-17","Statement":[{"Effect":"Allow",
       "Action":["kinesis:PutRecord","kinesis:PutRecords","kinesis:DescribeStreamSummary"],
       "Resource":"arn:aws:kinesis:us-east-1:000000000000:stream/payments"}]}""";

  @TempDir private Path directory;
  private LocalAws aws;
  private KinesisClient root;

  @BeforeEach
  void start() {
    aws = LocalAws.start(LocalAwsConfig.in(directory).withPorts(0, 0));
    root = Clients.root(aws).kinesis();
    root.createStream(r -> r.streamName("payments").shardCount(1));
    root.createStream(r -> r.streamName("salaries").shardCount(1));
    for (String name : new String[] {"payments", "salaries"}) {
      root.waiter().waitUntilStreamExists(r -> r.streamName(name));
    }
  }

  @AfterEach
  void stop() {
    root.close();
    aws.close();
  }

  @Test
  void aProducerOfOneStreamIsRefusedOnAnother() {
    try (KinesisClient producer = Clients.of(aws, producer()).kinesis()) {
      assertThat(put(producer, "payments")).isNotBlank();
      assertRefused(
          () -> put(producer, "salaries"),
          "User: arn:aws:sts::000000000000:assumed-role/producer/flights is not authorized to"
              + " perform: kinesis:PutRecord on resource:"
              + " arn:aws:kinesis:us-east-1:000000000000:stream/salaries because no identity-based"
              + " policy allows the kinesis:PutRecord action");
      assertRefused(
          () -> producer.listShards(r -> r.streamName("payments")),
          "User: arn:aws:sts::000000000000:assumed-role/producer/flights is not authorized to"
              + " perform: kinesis:ListShards on resource:"
              + " arn:aws:kinesis:us-east-1:000000000000:stream/payments because no identity-based"
              + " policy allows the kinesis:ListShards action");
    }
  }

  @Test
  void whoMayNotSeeAStreamCannotTellWhetherItExists() {
    try (KinesisClient producer = Clients.of(aws, producer()).kinesis()) {
      assertRefused(
          () -> put(producer, "nowhere"),
          "User: arn:aws:sts::000000000000:assumed-role/producer/flights is not authorized to"
              + " perform: kinesis:PutRecord on resource:"
              + " arn:aws:kinesis:us-east-1:000000000000:stream/nowhere because no identity-based"
              + " policy allows the kinesis:PutRecord action");
    }
  }

  @Test
  void anExplicitDenyOutweighsEveryAllow() {
    Credentials session = producer();
    try (IamClient iam = Clients.root(aws).iam();
        KinesisClient producer = Clients.of(aws, session).kinesis()) {
      iam.putRolePolicy(
          r ->
              r.roleName("producer")
                  .policyName("stop")
                  .policyDocument(
                      """
                      {"Statement":{"Effect":"Deny","Action":"kinesis:Put*","Resource":"*"}}"""));
      assertRefused(
          () -> put(producer, "payments"),
          "User: arn:aws:sts::000000000000:assumed-role/producer/flights is not authorized to"
              + " perform: kinesis:PutRecord on resource:"
              + " arn:aws:kinesis:us-east-1:000000000000:stream/payments with an explicit deny in an"
              + " identity-based policy");
    }
  }

  @Test
  void strangersAreRefusedInKinesisWords() {
    try (KinesisClient stranger =
            new Clients(aws, AwsBasicCredentials.create("AKIANOBODY", "x")).kinesis();
        KinesisClient liar = new Clients(aws, AwsBasicCredentials.create("test", "x")).kinesis()) {
      assertCode(stranger::listStreams, "UnrecognizedClientException");
      assertCode(liar::listStreams, "InvalidSignatureException");
    }
  }

  private Credentials producer() {
    try (IamClient iam = Clients.root(aws).iam();
        StsClient sts = Clients.root(aws).sts()) {
      iam.createRole(r -> r.roleName("producer").assumeRolePolicyDocument(TRUST));
      iam.putRolePolicy(r -> r.roleName("producer").policyName("put").policyDocument(PRODUCER));
      return sts.assumeRole(
              r -> r.roleArn("arn:aws:iam::000000000000:role/producer").roleSessionName("flights"))
          .credentials();
    }
  }

  private static String put(KinesisClient kinesis, String stream) {
    return kinesis
        .putRecord(r -> r.streamName(stream).partitionKey("k").data(SdkBytes.fromUtf8String("x")))
        .sequenceNumber();
  }

  private static void assertRefused(Runnable call, String message) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            KinesisException.class,
            e -> {
              assertThat(e.awsErrorDetails().errorCode()).isEqualTo("AccessDeniedException");
              assertThat(e.awsErrorDetails().errorMessage()).isEqualTo(message);
              assertThat(e.statusCode()).isEqualTo(400);
            });
  }

  private static void assertCode(Runnable call, String code) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            KinesisException.class,
            e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code));
  }
}
