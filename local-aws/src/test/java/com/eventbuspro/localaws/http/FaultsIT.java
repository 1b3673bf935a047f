package com.eventbuspro.localaws.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.eventbuspro.localaws.LocalAws;
import com.eventbuspro.localaws.junit.LocalAwsExtension;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.KinesisException;
import software.amazon.awssdk.services.kinesis.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResultEntry;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

@ExtendWith(LocalAwsExtension.class)
class FaultsIT {
  private final String stream = "faults-" + UUID.randomUUID();
  private final Faults faults;
  private final URI endpoint;
  private final KinesisClient kinesis;

  FaultsIT(LocalAws aws) {
    faults = aws.config().faults();
    endpoint = aws.endpoint();
    kinesis =
        KinesisClient.builder()
            .endpointOverride(endpoint)
            .region(Region.US_EAST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
            .httpClientBuilder(ApacheHttpClient.builder())
            .overrideConfiguration(o -> o.retryStrategy(AwsRetryStrategy.doNotRetry()))
            .build();
  }

  @BeforeEach
  void create() {
    kinesis.createStream(b -> b.streamName(stream).shardCount(1));
    kinesis.waiter().waitUntilStreamExists(b -> b.streamName(stream));
  }

  @AfterEach
  void stop() {
    faults.clear();
    kinesis.close();
  }

  @Test
  void anErrorComesAsOftenAsToldAndDoesNoWork() {
    faults.add("PutRecord", 2, Fault.throttling());
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(this::put).isInstanceOf(ProvisionedThroughputExceededException.class);
    }
    put();
    assertThat(stored()).isEqualTo(1);
  }

  @Test
  void anInternalFailureIsTheServicesFault() {
    faults.add("PutRecord", 1, Fault.internalFailure());
    assertThatThrownBy(this::put)
        .isInstanceOfSatisfying(
            KinesisException.class, e -> assertThat(e.statusCode()).isEqualTo(500));
  }

  @Test
  void aDroppedRequestDidNothing() {
    faults.add("PutRecord", 1, new Fault.DropRequest());
    assertThatThrownBy(this::put).isInstanceOf(SdkClientException.class);
    assertThat(stored()).isZero();
  }

  @Test
  void aDroppedAnswerDidItsWork() {
    faults.add("PutRecord", 1, new Fault.DropAnswer());
    assertThatThrownBy(this::put).isInstanceOf(SdkClientException.class);
    assertThat(stored()).isEqualTo(1);
  }

  @Test
  void aBatchCanFailInPart() {
    faults.refuseRecords(1, 2);
    var entry =
        PutRecordsRequestEntry.builder()
            .partitionKey("k")
            .data(SdkBytes.fromUtf8String("v"))
            .build();
    var answer = kinesis.putRecords(b -> b.streamName(stream).records(entry, entry, entry));
    assertThat(answer.failedRecordCount()).isEqualTo(2);
    assertThat(answer.records())
        .extracting(PutRecordsResultEntry::errorCode)
        .containsExactly(
            "ProvisionedThroughputExceededException",
            "ProvisionedThroughputExceededException",
            null);
    assertThat(stored()).isEqualTo(1);
  }

  @Test
  void aDelayIsSlow() {
    faults.add("PutRecord", 1, new Fault.Delay(Duration.ofMillis(300)));
    long start = System.nanoTime();
    put();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(290));
  }

  @Test
  void healthNeedsNoSignatureAndNothingElseIsServedWithoutOne() throws Exception {
    HttpClient http = HttpClient.newHttpClient();
    HttpRequest health = HttpRequest.newBuilder(endpoint.resolve("/_health")).build();
    assertThat(http.send(health, HttpResponse.BodyHandlers.ofString()).body())
        .isEqualTo("{\"status\":\"running\"}");
    HttpRequest unsigned =
        HttpRequest.newBuilder(endpoint)
            .header("X-Amz-Target", "Kinesis_20131202.ListStreams")
            .header("Content-Type", "application/x-amz-json-1.1")
            .POST(HttpRequest.BodyPublishers.ofString("{}"))
            .build();
    HttpResponse<String> answer = http.send(unsigned, HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("MissingAuthenticationTokenException");
    HttpRequest nothing = HttpRequest.newBuilder(endpoint.resolve("/x")).build();
    assertThat(http.send(nothing, HttpResponse.BodyHandlers.ofString()).statusCode())
        .isEqualTo(403);
  }

  private void put() {
    kinesis.putRecord(
        b -> b.streamName(stream).partitionKey("k").data(SdkBytes.fromUtf8String("v")));
  }

  private int stored() {
    String iterator =
        kinesis
            .getShardIterator(
                b ->
                    b.streamName(stream)
                        .shardId("shardId-000000000000")
                        .shardIteratorType(ShardIteratorType.TRIM_HORIZON))
            .shardIterator();
    return kinesis.getRecords(b -> b.shardIterator(iterator)).records().size();
  }
}
