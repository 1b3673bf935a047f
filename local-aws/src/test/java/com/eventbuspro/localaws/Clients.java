package com.eventbuspro.localaws;

import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.builder.SdkSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;

/** Unmodified SDK clients of one identity, pointed at a local AWS. */
public record Clients(LocalAws aws, AwsCredentials identity) {

  public static Clients root(LocalAws aws) {
    return new Clients(aws, AwsBasicCredentials.create("test", "test"));
  }

  public static Clients of(LocalAws aws, Credentials session) {
    return new Clients(
        aws,
        AwsSessionCredentials.create(
            session.accessKeyId(), session.secretAccessKey(), session.sessionToken()));
  }

  public IamClient iam() {
    return built(IamClient.builder(), aws.endpoint());
  }

  public StsClient sts() {
    return built(StsClient.builder(), aws.endpoint());
  }

  public KinesisClient kinesis() {
    return built(KinesisClient.builder(), aws.endpoint());
  }

  public S3Client s3() {
    return built(S3Client.builder().forcePathStyle(true), aws.s3Endpoint());
  }

  private <C, B extends AwsClientBuilder<B, C> & SdkSyncClientBuilder<B, C>> C built(
      B builder, URI endpoint) {
    AwsCredentialsProvider credentials = StaticCredentialsProvider.create(identity);
    return builder
        .endpointOverride(endpoint)
        .region(Region.US_EAST_1)
        .credentialsProvider(credentials)
        .httpClient(UrlConnectionHttpClient.create())
        .overrideConfiguration(c -> c.retryStrategy(AwsRetryStrategy.doNotRetry()))
        .build();
  }
}
