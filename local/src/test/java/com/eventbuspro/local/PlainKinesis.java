package com.eventbuspro.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResponse;

/** A producer that knows nothing of us: the unmodified AWS SDK. */
final class PlainKinesis {
  /** Of one call, by AWS's rules. */
  private static final int MOST = 500;

  private PlainKinesis() {}

  static void put(LocalRun run, String stream, String data) {
    putAll(run, stream, List.of(data));
  }

  static void putAll(LocalRun run, String stream, List<String> data) {
    try (KinesisClient client = client(run)) {
      for (int from = 0; from < data.size(); from += MOST) {
        List<PutRecordsRequestEntry> entries =
            data.subList(from, Math.min(from + MOST, data.size())).stream()
                .map(
                    one ->
                        PutRecordsRequestEntry.builder()
                            .partitionKey("plain")
                            .data(SdkBytes.fromUtf8String(one))
                            .build())
                .toList();
        PutRecordsResponse answer = client.putRecords(r -> r.streamName(stream).records(entries));
        assertThat(answer.failedRecordCount()).isZero();
      }
    }
  }

  private static KinesisClient client(LocalRun run) {
    return KinesisClient.builder()
        .endpointOverride(run.awsEndpoint())
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
        .build();
  }
}
