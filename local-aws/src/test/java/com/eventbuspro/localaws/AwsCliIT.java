package com.eventbuspro.localaws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/** The AWS command line, as a user has it installed. */
class AwsCliIT {
  @TempDir private Path directory;
  private LocalAws aws;

  @BeforeEach
  void start() throws Exception {
    assumeTrue(works(), "The AWS CLI is not on the PATH (or does not run), so it is not tried");
    aws = LocalAws.start(LocalAwsConfig.in(directory.resolve("data")).withPorts(0, 0));
  }

  @AfterEach
  void stop() {
    if (aws != null) {
      aws.close();
    }
  }

  @Test
  void putsARecord() throws Exception {
    try (KinesisClient kinesis = Clients.root(aws).kinesis()) {
      kinesis.createStream(r -> r.streamName("payments").shardCount(1));
      kinesis.waiter().waitUntilStreamExists(r -> r.streamName("payments"));
    }
    String answer =
        run(
            aws.endpoint(),
            "kinesis",
            "put-record",
            "--stream-name",
            "payments",
            "--partition-key",
            "k",
            "--data",
            "aGVsbG8=");
    assertThat(answer).contains("\"ShardId\": \"shardId-000000000000\"");
  }

  @Test
  void copiesAFileThereAndBack() throws Exception {
    Path file = Files.writeString(directory.resolve("a.txt"), "hello");
    run(aws.s3Endpoint(), "s3", "mb", "s3://lake");
    run(aws.s3Endpoint(), "s3", "cp", file.toString(), "s3://lake/dir/a b.txt");
    assertThat(run(aws.s3Endpoint(), "s3", "ls", "s3://lake/dir/")).contains("5 a b.txt");
    assertThat(run(aws.s3Endpoint(), "s3", "cp", "s3://lake/dir/a b.txt", "-")).isEqualTo("hello");
  }

  @Test
  void makesARole() throws Exception {
    String trust =
        "{\"Statement\":{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"000000000000\"},\"Action\":\"sts:AssumeRole\"}}";
    run(
        aws.endpoint(),
        "iam",
        "create-role",
        "--role-name",
        "producer",
        "--assume-role-policy-document",
        trust);
    assertThat(run(aws.endpoint(), "iam", "get-role", "--role-name", "producer"))
        .contains("arn:aws:iam::000000000000:role/producer")
        .contains("\"Action\": \"sts:AssumeRole\"");
    assertThat(run(aws.endpoint(), "sts", "get-caller-identity")).contains("000000000000");
  }

  private boolean works() throws InterruptedException {
    try {
      return command(List.of("aws", "--version")).start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private String run(URI endpoint, String... arguments) throws Exception {
    List<String> all = new ArrayList<>(List.of("aws", "--endpoint-url", endpoint.toString()));
    all.addAll(Arrays.asList(arguments));
    File output = directory.resolve("output").toFile();
    Process process = command(all).redirectOutput(output).start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("ended: %s", all).isTrue();
    String text = Files.readString(output.toPath(), StandardCharsets.UTF_8);
    assertThat(process.exitValue()).as("%s: %s", all, text).isZero();
    return text;
  }

  private ProcessBuilder command(List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.directory(directory.toFile());
    builder
        .environment()
        .putAll(
            Map.of(
                "AWS_ACCESS_KEY_ID", "test",
                "AWS_SECRET_ACCESS_KEY", "test",
                "AWS_DEFAULT_REGION", "us-east-1",
                "AWS_CONFIG_FILE", directory.resolve("no-config").toString(),
                "AWS_SHARED_CREDENTIALS_FILE", directory.resolve("no-credentials").toString(),
                "AWS_PAGER", ""));
    return builder;
  }
}
