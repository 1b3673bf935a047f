package com.eventbuspro.streams.kinesis;

import com.eventbuspro.streams.AwsConnection;
import com.eventbuspro.streams.StreamAdmin;
import com.eventbuspro.streams.StreamDescription;
import com.eventbuspro.streams.StreamFailure;
import com.eventbuspro.streams.StreamMode;
import com.eventbuspro.streams.StreamsException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.CreateStreamRequest;
import software.amazon.awssdk.services.kinesis.model.EncryptionType;
import software.amazon.awssdk.services.kinesis.model.ListStreamsResponse;
import software.amazon.awssdk.services.kinesis.model.ListTagsForStreamResponse;
import software.amazon.awssdk.services.kinesis.model.ResourceInUseException;
import software.amazon.awssdk.services.kinesis.model.ScalingType;
import software.amazon.awssdk.services.kinesis.model.StreamDescriptionSummary;
import software.amazon.awssdk.services.kinesis.model.Tag;

/** {@link StreamAdmin} on Amazon Kinesis. */
public final class KinesisStreamAdmin implements StreamAdmin {
  private final KinesisClients clients;

  private KinesisStreamAdmin(KinesisClients clients) {
    this.clients = clients;
  }

  /** Connects lazily: a wrong endpoint shows at the first call. */
  public static KinesisStreamAdmin connect(AwsConnection connection) {
    return new KinesisStreamAdmin(new KinesisClients(connection));
  }

  @Override
  public void create(String stream, StreamMode mode, Map<String, String> tags) {
    CreateStreamRequest.Builder request =
        CreateStreamRequest.builder()
            .streamName(stream)
            .streamModeDetails(m -> m.streamMode(modeName(mode)))
            .tags(tags);
    if (mode instanceof StreamMode.Provisioned provisioned) {
      request.shardCount(provisioned.shards());
    }
    change(
        "Creating stream " + stream,
        StreamFailure.ALREADY_EXISTS,
        client -> client.createStream(request.build()));
  }

  @Override
  public StreamDescription describe(String stream) {
    StreamDescriptionSummary summary =
        Failures.call(
            Failures.Kind.READ,
            "Describing stream " + stream,
            () ->
                clients
                    .reads()
                    .describeStreamSummary(r -> r.streamName(stream))
                    .streamDescriptionSummary());
    boolean encrypted = summary.encryptionType() == EncryptionType.KMS;
    return new StreamDescription(
        summary.streamName(),
        summary.streamARN(),
        StreamDescription.Status.valueOf(summary.streamStatusAsString()),
        capacity(summary),
        summary.openShardCount() == null ? 0 : summary.openShardCount(),
        Duration.ofHours(summary.retentionPeriodHours()),
        encrypted ? summary.keyId() : null,
        tags(stream),
        summary.streamCreationTimestamp());
  }

  @Override
  public void tag(String stream, Map<String, String> tags) {
    change(
        "Tagging stream " + stream,
        StreamFailure.BUSY,
        client -> client.addTagsToStream(r -> r.streamName(stream).tags(tags)));
  }

  @Override
  public void untag(String stream, Set<String> keys) {
    change(
        "Removing tags of stream " + stream,
        StreamFailure.BUSY,
        client -> client.removeTagsFromStream(r -> r.streamName(stream).tagKeys(keys)));
  }

  @Override
  public void setRetention(String stream, Duration retention) {
    int hours = Math.toIntExact(retention.toHours());
    int now = Math.toIntExact(describe(stream).retention().toHours());
    if (hours == now) {
      return;
    }
    change(
        "Setting the retention of stream " + stream + " to " + hours + " hours",
        StreamFailure.BUSY,
        client ->
            hours > now
                ? client.increaseStreamRetentionPeriod(
                    r -> r.streamName(stream).retentionPeriodHours(hours))
                : client.decreaseStreamRetentionPeriod(
                    r -> r.streamName(stream).retentionPeriodHours(hours)));
  }

  @Override
  public void setShardCount(String stream, int shards) {
    change(
        "Setting the number of shards of stream " + stream + " to " + shards,
        StreamFailure.BUSY,
        client ->
            client.updateShardCount(
                r ->
                    r.streamName(stream)
                        .targetShardCount(shards)
                        .scalingType(ScalingType.UNIFORM_SCALING)));
  }

  @Override
  public void setMode(String stream, StreamMode mode) {
    String arn = describe(stream).arn();
    change(
        "Setting the mode of stream " + stream,
        StreamFailure.BUSY,
        client ->
            client.updateStreamMode(
                r -> r.streamARN(arn).streamModeDetails(m -> m.streamMode(modeName(mode)))));
  }

  @Override
  public void encrypt(String stream, String keyId) {
    change(
        "Encrypting stream " + stream,
        StreamFailure.BUSY,
        client ->
            client.startStreamEncryption(
                r -> r.streamName(stream).encryptionType(EncryptionType.KMS).keyId(keyId)));
  }

  @Override
  public void decrypt(String stream, String keyId) {
    change(
        "Stopping the encryption of stream " + stream,
        StreamFailure.BUSY,
        client ->
            client.stopStreamEncryption(
                r -> r.streamName(stream).encryptionType(EncryptionType.KMS).keyId(keyId)));
  }

  @Override
  public void delete(String stream) {
    change(
        "Deleting stream " + stream,
        StreamFailure.BUSY,
        client -> client.deleteStream(r -> r.streamName(stream).enforceConsumerDeletion(true)));
  }

  @Override
  public List<String> list(String prefix) {
    List<String> names = new ArrayList<>();
    String last = null;
    while (true) {
      ListStreamsResponse page = streamPage(last);
      page.streamNames().stream().filter(name -> name.startsWith(prefix)).forEach(names::add);
      if (page.streamNames().isEmpty() || !Boolean.TRUE.equals(page.hasMoreStreams())) {
        names.sort(null);
        return List.copyOf(names);
      }
      last = page.streamNames().get(page.streamNames().size() - 1);
    }
  }

  @Override
  public void close() {
    clients.close();
  }

  private ListStreamsResponse streamPage(@Nullable String last) {
    return Failures.call(
        Failures.Kind.READ,
        "Listing streams",
        () -> clients.reads().listStreams(r -> r.exclusiveStartStreamName(last)));
  }

  private Map<String, String> tags(String stream) {
    Map<String, String> tags = new HashMap<>();
    String last = null;
    while (true) {
      String after = last;
      ListTagsForStreamResponse page =
          Failures.call(
              Failures.Kind.READ,
              "Reading the tags of stream " + stream,
              () ->
                  clients
                      .reads()
                      .listTagsForStream(r -> r.streamName(stream).exclusiveStartTagKey(after)));
      for (Tag tag : page.tags()) {
        tags.put(tag.key(), tag.value() == null ? "" : tag.value());
        last = tag.key();
      }
      if (page.tags().isEmpty() || !Boolean.TRUE.equals(page.hasMoreTags())) {
        return tags;
      }
    }
  }

  private static StreamDescription.Capacity capacity(StreamDescriptionSummary summary) {
    boolean onDemand =
        summary.streamModeDetails() != null
            && "ON_DEMAND".equals(summary.streamModeDetails().streamModeAsString());
    return onDemand ? StreamDescription.Capacity.ON_DEMAND : StreamDescription.Capacity.PROVISIONED;
  }

  private static String modeName(StreamMode mode) {
    return mode instanceof StreamMode.OnDemand ? "ON_DEMAND" : "PROVISIONED";
  }

  private void change(String what, StreamFailure whenInUse, Change change) {
    Failures.call(
        Failures.Kind.CHANGE,
        what,
        () -> {
          try {
            return change.ask(clients.writes());
          } catch (ResourceInUseException e) {
            throw new StreamsException(
                whenInUse,
                what + " failed, " + whenInUse + ": " + e.awsErrorDetails().errorMessage(),
                e);
          }
        });
  }

  private interface Change {
    Object ask(KinesisClient client);
  }
}
