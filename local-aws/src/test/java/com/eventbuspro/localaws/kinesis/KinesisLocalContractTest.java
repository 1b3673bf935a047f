package com.eventbuspro.localaws.kinesis;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/** The same contract against npm's kinesis-local, the engine inside LocalStack. */
class KinesisLocalContractTest extends KinesisContractTest {
  private static KinesisLocal server;
  private static KinesisClient client;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    String missing = KinesisLocal.whatIsMissing();
    assumeTrue(missing.isEmpty(), missing);
    server = KinesisLocal.start();
    client = KinesisClients.of(server.endpoint());
  }

  @AfterAll
  static void stop() {
    if (client != null) {
      client.close();
    }
    if (server != null) {
      server.close();
    }
  }

  @Override
  public KinesisClient kinesis() {
    return client;
  }

  @Override
  public Set<Deviation> deviations() {
    return Deviation.OF_KINESIS_LOCAL;
  }
}
