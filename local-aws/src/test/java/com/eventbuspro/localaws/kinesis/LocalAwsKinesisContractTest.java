package com.eventbuspro.localaws.kinesis;

import com.eventbuspro.localaws.LocalAws;
import com.eventbuspro.localaws.LocalAwsConfig;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.kinesis.KinesisClient;

class LocalAwsKinesisContractTest extends KinesisContractTest {
  private static LocalAws aws;
  private static KinesisClient client;

  @BeforeAll
  static void start(@TempDir Path directory) {
    aws = LocalAws.start(LocalAwsConfig.in(directory).withPorts(0, 0));
    client = KinesisClients.of(aws.endpoint());
  }

  @AfterAll
  static void stop() {
    client.close();
    aws.close();
  }

  @Override
  public KinesisClient kinesis() {
    return client;
  }

  @Override
  public Set<Deviation> deviations() {
    return Set.of();
  }
}
