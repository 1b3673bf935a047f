package com.eventbuspro.local;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/** A producer that knows nothing of us: the unmodified AWS SDK. */
final class PlainKinesis {
  private PlainKinesis() {}

  static void put(LocalRun run, String stream, String data) {
    try (KinesisClient client =
        KinesisClient.builder()
            .endpointOverride(run.awsEndpoint())
            .region(Region.US_EAST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
            .build()) {
      client.putRecord(
          r -> r.streamName(stream).partitionKey("plain").data(SdkBytes.fromUtf8String(data)));
    }
  }
}
