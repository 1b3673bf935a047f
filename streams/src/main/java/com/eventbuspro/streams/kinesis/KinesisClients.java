package com.eventbuspro.streams.kinesis;

import com.eventbuspro.streams.AwsConnection;
import com.eventbuspro.streams.AwsCredentials;
import java.net.URI;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/**
 * Two clients over one connection pool: one for reads, which repeats what failed a few times, and
 * one for changes, which never does, since the answer that was lost may have been a yes.
 */
final class KinesisClients implements AutoCloseable {
  private static final int MAX_CONNECTIONS = 64;
  private static final int READ_ATTEMPTS = 2;
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);
  private static final Duration CALL_TIMEOUT = Duration.ofSeconds(20);
  private static final Duration ATTEMPT_TIMEOUT = Duration.ofSeconds(10);
  // Below the idle time at which servers and load balancers hang up: a request that meets a closed
  // connection has an unknown outcome.
  private static final Duration MAX_IDLE = Duration.ofSeconds(20);

  private final SdkHttpClient http;
  private final KinesisClient reads;
  private final KinesisClient writes;

  KinesisClients(AwsConnection connection) {
    http =
        ApacheHttpClient.builder()
            .maxConnections(MAX_CONNECTIONS)
            .connectionTimeout(CONNECT_TIMEOUT)
            .connectionAcquisitionTimeout(ATTEMPT_TIMEOUT)
            .socketTimeout(ATTEMPT_TIMEOUT)
            .connectionMaxIdleTime(MAX_IDLE)
            .build();
    reads = client(connection, READ_ATTEMPTS);
    writes = client(connection, 1);
  }

  KinesisClient reads() {
    return reads;
  }

  KinesisClient writes() {
    return writes;
  }

  @Override
  public void close() {
    reads.close();
    writes.close();
    http.close();
  }

  private KinesisClient client(AwsConnection connection, int attempts) {
    URI endpoint = connection.endpoint();
    return KinesisClient.builder()
        .httpClient(http)
        .region(Region.of(connection.region()))
        .credentialsProvider(credentials(connection.credentials()))
        .applyMutation(
            builder -> {
              if (endpoint != null) {
                builder.endpointOverride(endpoint);
              }
            })
        .overrideConfiguration(
            override ->
                override
                    .apiCallTimeout(CALL_TIMEOUT)
                    .apiCallAttemptTimeout(ATTEMPT_TIMEOUT)
                    .retryStrategy(retry -> retry.maxAttempts(attempts)))
        .build();
  }

  private static AwsCredentialsProvider credentials(AwsCredentials credentials) {
    if (credentials instanceof AwsCredentials.Static pair) {
      return StaticCredentialsProvider.create(
          AwsBasicCredentials.create(pair.accessKeyId(), pair.secretAccessKey()));
    }
    return DefaultCredentialsProvider.builder().build();
  }
}
