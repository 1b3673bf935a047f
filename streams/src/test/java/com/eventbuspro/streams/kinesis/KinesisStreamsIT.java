package com.eventbuspro.streams.kinesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.eventbuspro.localaws.LocalAws;
import com.eventbuspro.localaws.LocalAwsConfig;
import com.eventbuspro.localaws.http.Fault;
import com.eventbuspro.streams.AwsConnection;
import com.eventbuspro.streams.PublishOutcome;
import com.eventbuspro.streams.ReadFrom;
import com.eventbuspro.streams.StreamAdmin;
import com.eventbuspro.streams.StreamFailure;
import com.eventbuspro.streams.StreamMode;
import com.eventbuspro.streams.Streams;
import com.eventbuspro.streams.StreamsContract;
import com.eventbuspro.streams.StreamsException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KinesisStreamsIT extends StreamsContract {
  private static final AtomicInteger NAMES = new AtomicInteger();
  private static LocalAws aws;
  private static Streams streams;
  private static StreamAdmin admin;

  @BeforeAll
  static void startAws(@TempDir Path directory) {
    aws = LocalAws.start(LocalAwsConfig.in(directory).withPorts(0, 0));
    streams = KinesisStreams.connect(connection(aws.endpoint()));
    admin = KinesisStreamAdmin.connect(connection(aws.endpoint()));
  }

  @AfterAll
  static void stopAws() {
    streams.close();
    admin.close();
    aws.close();
  }

  @AfterEach
  void clearFaults() {
    aws.config().faults().clear();
  }

  @Override
  protected Streams streams() {
    return streams;
  }

  @Override
  protected StreamAdmin admin() {
    return admin;
  }

  @Override
  protected String freshName() {
    return "stream-" + NAMES.incrementAndGet();
  }

  @Test
  void aThrottledRequestIsSentAgain() {
    String stream = stream(1);
    aws.config().faults().add("PutRecords", 2, Fault.throttling());
    assertThat(streams.publish(stream, entries("k", 3)))
        .hasSize(3)
        .allMatch(PublishOutcome.Accepted.class::isInstance);
    assertThat(drain(stream, shards(stream).get(0), ReadFrom.beginning(), 3)).hasSize(3);
  }

  @Test
  void aLostAnswerIsUnknownAndNeverDoubled() {
    String stream = stream(1);
    aws.config().faults().add("PutRecords", 1, new Fault.DropAnswer());
    List<PublishOutcome> outcomes = streams.publish(stream, entries("k", 700));
    assertThat(outcomes.subList(0, 500)).allMatch(PublishOutcome.Unknown.class::isInstance);
    assertThat(outcomes.subList(500, 700))
        .allSatisfy(
            o ->
                assertThat(((PublishOutcome.Rejected) o).code())
                    .isEqualTo(StreamFailure.NOT_ATTEMPTED));
    assertThat(drain(stream, shards(stream).get(0), ReadFrom.beginning(), 500)).hasSize(500);
  }

  @Test
  void anErrorOfTheServiceLeavesTheOutcomeUnknown() {
    String stream = stream(1);
    aws.config().faults().add("PutRecords", 1, Fault.internalFailure());
    assertThat(streams.publish(stream, entries("k", 1)).get(0))
        .isInstanceOf(PublishOutcome.Unknown.class);
  }

  @Test
  void aChangeWithALostAnswerHasAnUnknownOutcome() {
    String name = freshName();
    aws.config().faults().add("CreateStream", 1, new Fault.DropAnswer());
    assertThatThrownBy(() -> admin.create(name, new StreamMode.Provisioned(1), Map.of()))
        .isInstanceOfSatisfying(
            StreamsException.class,
            e -> assertThat(e.code()).isEqualTo(StreamFailure.UNKNOWN_OUTCOME));
    assertThat(admin.describe(name).name()).isEqualTo(name);
  }

  @Test
  void nothingWasSentWhenNobodyListens() {
    try (Streams nowhere = KinesisStreams.connect(connection(URI.create("http://127.0.0.1:1")))) {
      PublishOutcome outcome = nowhere.publish("any", entries("k", 1)).get(0);
      assertThat(((PublishOutcome.Rejected) outcome).code()).isEqualTo(StreamFailure.UNAVAILABLE);
    }
  }

  private static AwsConnection connection(URI endpoint) {
    LocalAwsConfig config = aws.config();
    return AwsConnection.local(
        endpoint, config.region(), config.root().accessKeyId(), config.root().secretAccessKey());
  }
}
