package com.eventbuspro.benchmarks.faults;

import com.eventbuspro.streams.AwsConnection;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** Streams and object store: local-aws in a process of its own. */
final class Cloud implements AutoCloseable {
  static final String REGION = "us-east-1";
  static final String KEY = "test";
  static final String SECRET = "test";
  static final String BUCKET = "ebp-local-lake";
  private static final long START_SECONDS = 60;

  private final Path directory;
  private final int streamsPort = Ports.free();
  private final int storePort = Ports.free();
  private volatile JavaProcess process;

  private Cloud(Path directory) throws IOException {
    this.directory = directory;
    this.process = launch();
  }

  static Cloud start(Path directory) throws IOException {
    Cloud cloud = new Cloud(directory);
    try (S3Client s3 =
        S3Client.builder()
            .endpointOverride(local(cloud.storePort))
            .region(Region.of(REGION))
            .forcePathStyle(true)
            .httpClientBuilder(ApacheHttpClient.builder())
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create(KEY, SECRET)))
            .build()) {
      s3.createBucket(b -> b.bucket(BUCKET));
    }
    return cloud;
  }

  private JavaProcess launch() throws IOException {
    JavaProcess fresh =
        JavaProcess.start(
            new JavaProcess.Program(
                FaultyAws.class.getName(),
                "384m",
                FaultyAws.READY,
                List.of(
                    directory.resolve("aws").toString(),
                    Integer.toString(streamsPort),
                    Integer.toString(storePort))),
            Map.of(),
            directory.resolve("aws.log"));
    try {
      fresh.ready().get(START_SECONDS, TimeUnit.SECONDS);
      return fresh;
    } catch (ExecutionException | TimeoutException e) {
      fresh.close();
      throw new IOException("local-aws did not start", e);
    } catch (InterruptedException e) {
      fresh.close();
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted", e);
    }
  }

  int streamsPort() {
    return streamsPort;
  }

  int storePort() {
    return storePort;
  }

  static URI local(int port) {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** The streams, at a port: their own, or that of a link. */
  static AwsConnection connection(int port) {
    return AwsConnection.local(local(port), REGION, KEY, SECRET);
  }

  /** See {@link FaultyAws} for the orders. */
  void order(String order) {
    process.say(order);
  }

  void kill() {
    process.kill();
  }

  /** Starts it on the same data. */
  void restart() throws IOException {
    process = launch();
  }

  @Override
  public void close() {
    process.close();
  }
}
