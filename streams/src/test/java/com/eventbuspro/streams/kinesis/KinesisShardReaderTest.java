package com.eventbuspro.streams.kinesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.eventbuspro.model.position.ShardId;
import com.eventbuspro.streams.ReadBatch;
import com.eventbuspro.streams.ReadFrom;
import com.eventbuspro.streams.StreamFailure;
import com.eventbuspro.streams.StreamRecord;
import com.eventbuspro.streams.StreamsException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.ExpiredIteratorException;
import software.amazon.awssdk.services.kinesis.model.GetRecordsRequest;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.kinesis.model.GetShardIteratorResponse;
import software.amazon.awssdk.services.kinesis.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.kinesis.model.Record;

class KinesisShardReaderTest {
  private final Client client = new Client();

  @Test
  void theRecordAtThePositionIsLeftOut() {
    client.answers.add(() -> records("5", "6"));
    ReadBatch batch = reader(ReadFrom.after("5")).next();
    assertThat(sequences(batch)).containsExactly("6");
    assertThat(batch.gap()).isEqualTo(ReadBatch.Gap.NONE);
    assertThat(client.iterators).containsExactly("AT_SEQUENCE_NUMBER 5");
  }

  @Test
  void anotherRecordInItsPlaceIsAGapToldOnce() {
    KinesisShardReader reader = reader(ReadFrom.after("5"));
    client.answers.add(KinesisShardReaderTest::records);
    client.answers.add(() -> records("9"));
    client.answers.add(() -> records("10"));
    assertThat(reader.next().gap()).isEqualTo(ReadBatch.Gap.NONE);
    ReadBatch batch = reader.next();
    assertThat(sequences(batch)).containsExactly("9");
    assertThat(batch.gap()).isEqualTo(ReadBatch.Gap.POSSIBLE);
    assertThat(reader.next().gap()).isEqualTo(ReadBatch.Gap.NONE);
  }

  @Test
  void anExpiredIteratorIsMadeAgainAtTheLastRecord() {
    KinesisShardReader reader = reader(ReadFrom.beginning());
    client.answers.add(() -> records("1", "2"));
    client.answers.add(
        () -> {
          throw ExpiredIteratorException.builder().message("too old").build();
        });
    client.answers.add(() -> records("2", "3"));
    assertThat(sequences(reader.next())).containsExactly("1", "2");
    ReadBatch batch = reader.next();
    assertThat(sequences(batch)).containsExactly("3");
    assertThat(batch.gap()).isEqualTo(ReadBatch.Gap.NONE);
    assertThat(client.iterators).containsExactly("TRIM_HORIZON null", "AT_SEQUENCE_NUMBER 2");
  }

  @Test
  void afterAFailureItStandsWhereItStood() {
    KinesisShardReader reader = reader(ReadFrom.beginning());
    client.answers.add(
        () -> {
          throw ProvisionedThroughputExceededException.builder()
              .awsErrorDetails(
                  AwsErrorDetails.builder()
                      .errorCode("ProvisionedThroughputExceededException")
                      .build())
              .build();
        });
    client.answers.add(() -> records("1"));
    assertThatThrownBy(reader::next)
        .isInstanceOfSatisfying(
            StreamsException.class, e -> assertThat(e.code()).isEqualTo(StreamFailure.THROTTLED));
    assertThat(sequences(reader.next())).containsExactly("1");
    assertThat(client.iterators).hasSize(1);
  }

  @Test
  void aTimeIsAskedForAsATime() {
    client.answers.add(KinesisShardReaderTest::records);
    ReadBatch batch = reader(new ReadFrom.AtTime(Instant.EPOCH)).next();
    assertThat(batch.records()).isEmpty();
    assertThat(client.iterators).containsExactly("AT_TIMESTAMP null");
  }

  @Test
  void theEndIsToldForEver() {
    KinesisShardReader reader = reader(ReadFrom.beginning());
    client.answers.add(() -> records("1").toBuilder().nextShardIterator(null).build());
    assertThat(reader.next().end()).isEqualTo(ReadBatch.End.ENDED);
    assertThat(reader.next().end()).isEqualTo(ReadBatch.End.ENDED);
  }

  private KinesisShardReader reader(ReadFrom from) {
    return new KinesisShardReader(client, "s", new ShardId("shardId-000000000000"), from);
  }

  private static List<String> sequences(ReadBatch batch) {
    return batch.records().stream().map(StreamRecord::sequence).toList();
  }

  private static GetRecordsResponse records(String... sequences) {
    List<Record> records =
        Arrays.stream(sequences)
            .map(
                sequence ->
                    Record.builder()
                        .sequenceNumber(sequence)
                        .partitionKey("k")
                        .data(SdkBytes.fromUtf8String(sequence))
                        .approximateArrivalTimestamp(Instant.EPOCH)
                        .build())
            .toList();
    return GetRecordsResponse.builder()
        .records(records)
        .nextShardIterator("next")
        .millisBehindLatest(0L)
        .build();
  }

  /** Kinesis with prepared answers. */
  private static final class Client implements KinesisClient {
    private final Deque<Supplier<GetRecordsResponse>> answers = new ArrayDeque<>();
    private final List<String> iterators = new ArrayList<>();

    @Override
    public GetShardIteratorResponse getShardIterator(GetShardIteratorRequest request) {
      iterators.add(request.shardIteratorTypeAsString() + " " + request.startingSequenceNumber());
      return GetShardIteratorResponse.builder().shardIterator("first").build();
    }

    @Override
    public GetRecordsResponse getRecords(GetRecordsRequest request) {
      return answers.remove().get();
    }

    @Override
    public String serviceName() {
      return "kinesis";
    }

    @Override
    public void close() {}
  }
}
