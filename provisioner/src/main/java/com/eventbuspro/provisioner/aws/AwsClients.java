package com.eventbuspro.provisioner.aws;

import com.eventbuspro.provisioner.bucket.ObjectStoreAdmin;
import com.eventbuspro.provisioner.ownership.Account;
import com.eventbuspro.provisioner.role.AccessAdmin;
import com.eventbuspro.streams.AwsConnection;
import com.eventbuspro.streams.AwsCredentials;
import java.net.URI;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * The clients of S3, IAM and STS over one connection pool. None repeats a call by itself: the
 * engine does, after looking what became of the first.
 */
public final class AwsClients implements AutoCloseable {
  /** No call takes longer; leases must. */
  public static final Duration CALL_TIMEOUT = Duration.ofSeconds(10);

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);
  private static final Duration MAX_IDLE = Duration.ofSeconds(20);
  private static final int MAX_CONNECTIONS = 32;

  private final SdkHttpClient http;
  private final IamClient iam;
  private final StsClient sts;
  private final S3Client s3;
  private final CallerAccount account;
  private final String region;

  /**
   * Connects lazily: a wrong endpoint shows at the first call.
   *
   * @param connection how IAM and STS are reached
   * @param s3Endpoint where S3 is, or null for AWS's own
   */
  public AwsClients(AwsConnection connection, @Nullable URI s3Endpoint) {
    http =
        ApacheHttpClient.builder()
            .maxConnections(MAX_CONNECTIONS)
            .connectionTimeout(CONNECT_TIMEOUT)
            .connectionAcquisitionTimeout(CALL_TIMEOUT)
            .socketTimeout(CALL_TIMEOUT)
            .connectionMaxIdleTime(MAX_IDLE)
            .build();
    region = connection.region();
    iam = with(IamClient.builder().httpClient(http), connection, connection.endpoint()).build();
    sts = with(StsClient.builder().httpClient(http), connection, connection.endpoint()).build();
    s3 =
        with(
                S3Client.builder().httpClient(http).forcePathStyle(s3Endpoint != null),
                connection,
                s3Endpoint)
            .build();
    account = new CallerAccount(sts);
  }

  /** The account whose credentials these are; asked once and kept. */
  public Supplier<Account> account() {
    return account;
  }

  /** Roles. */
  public AccessAdmin access() {
    return new IamAccessAdmin(iam);
  }

  /** Buckets. */
  public ObjectStoreAdmin objectStore() {
    return new S3ObjectStoreAdmin(s3, account, region);
  }

  @Override
  public void close() {
    iam.close();
    sts.close();
    s3.close();
    http.close();
  }

  private static <B extends AwsClientBuilder<B, ?>> B with(
      B builder, AwsConnection connection, @Nullable URI endpoint) {
    builder
        .region(Region.of(connection.region()))
        .credentialsProvider(provider(connection.credentials()))
        .overrideConfiguration(
            ClientOverrideConfiguration.builder()
                .apiCallTimeout(CALL_TIMEOUT)
                .retryStrategy(retry -> retry.maxAttempts(1))
                .build());
    return endpoint == null ? builder : builder.endpointOverride(endpoint);
  }

  private static AwsCredentialsProvider provider(AwsCredentials credentials) {
    if (credentials instanceof AwsCredentials.Static fixed) {
      return StaticCredentialsProvider.create(
          AwsBasicCredentials.create(fixed.accessKeyId(), fixed.secretAccessKey()));
    }
    return DefaultCredentialsProvider.builder().build();
  }
}
