package com.eventbuspro.localaws.kinesis;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.URI;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/** The same contract against LocalStack in a container, where there is a Docker daemon. */
class LocalStackKinesisContractTest extends KinesisContractTest {
  /** The last release that starts without an account; keep in step with docker-compose.yml. */
  private static final DockerImageName IMAGE =
      DockerImageName.parse("localstack/localstack:4.14.0");

  private static final int PORT = 4566;
  private static GenericContainer<?> localStack;
  private static KinesisClient client;

  @BeforeAll
  static void start() {
    assumeTrue(
        DockerClientFactory.instance().isDockerAvailable(), "No Docker daemon on this machine");
    localStack =
        new GenericContainer<>(IMAGE)
            .withEnv("SERVICES", "kinesis")
            .withEnv("KINESIS_LATENCY", "1")
            .withEnv("KINESIS_SHARD_LIMIT", "1000")
            .withEnv("KINESIS_ON_DEMAND_STREAM_COUNT_LIMIT", "100")
            .withExposedPorts(PORT)
            .waitingFor(Wait.forHttp("/_localstack/health").forPort(PORT));
    localStack.start();
    client =
        KinesisClients.of(
            URI.create("http://" + localStack.getHost() + ":" + localStack.getMappedPort(PORT)));
  }

  @AfterAll
  static void stop() {
    if (client != null) {
      client.close();
    }
    if (localStack != null) {
      localStack.stop();
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
