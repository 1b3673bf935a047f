package com.eventbuspro.localaws.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import com.eventbuspro.localaws.LocalAws;
import com.eventbuspro.localaws.LocalAwsConfig;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

class KinesisSmokeIT {
  @Test
  void storesAndReturnsRecords(@TempDir Path directory) {
    LocalAwsConfig config = LocalAwsConfig.in(directory).withPorts(0, 0);
    try (LocalAws aws = LocalAws.start(config);
        KinesisClient kinesis =
            KinesisClient.builder()
                .endpointOverride(aws.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(
                    StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
                .httpClientBuilder(ApacheHttpClient.builder())
                .build()) {
      kinesis.createStream(b -> b.streamName("s").shardCount(1));
      kinesis.waiter().waitUntilStreamExists(b -> b.streamName("s"));
      assertThat(
              kinesis
                  .describeStreamSummary(b -> b.streamName("s"))
                  .streamDescriptionSummary()
                  .openShardCount())
          .isEqualTo(1);
      kinesis.putRecords(
          b ->
              b.streamName("s")
                  .records(
                      IntStream.range(0, 100)
                          .mapToObj(
                              i ->
                                  PutRecordsRequestEntry.builder()
                                      .partitionKey("k" + i)
                                      .data(SdkBytes.fromUtf8String("v" + i))
                                      .build())
                          .toList()));
      String it =
          kinesis
              .getShardIterator(
                  b ->
                      b.streamName("s")
                          .shardId("shardId-000000000000")
                          .shardIteratorType(ShardIteratorType.TRIM_HORIZON))
              .shardIterator();
      var got = kinesis.getRecords(b -> b.shardIterator(it));
      assertThat(got.records()).hasSize(100);
    }
  }
}
