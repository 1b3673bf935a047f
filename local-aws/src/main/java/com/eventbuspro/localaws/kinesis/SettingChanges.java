package com.eventbuspro.localaws.kinesis;

import com.eventbuspro.localaws.http.AwsException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/** Retention, encryption, mode and shard-level metrics of a stream. */
final class SettingChanges {
  private static final int LEAST_HOURS = 24;
  private static final int MOST_HOURS = 8760;
  private static final Set<String> METRICS =
      new TreeSet<>(
          List.of(
              "IncomingBytes",
              "IncomingRecords",
              "IteratorAgeMilliseconds",
              "OutgoingBytes",
              "OutgoingRecords",
              "ReadProvisionedThroughputExceeded",
              "WriteProvisionedThroughputExceeded"));

  private final Kinesis kinesis;

  SettingChanges(Kinesis kinesis) {
    this.kinesis = kinesis;
  }

  Output increaseRetention(Call call) {
    Input input = call.input();
    int hours = hours(input);
    KinesisStream stream = kinesis.activeStream(call, input);
    checkBounds(hours);
    int existing = stream.meta().retentionHours();
    if (hours < existing) {
      throw wrongWay(stream, hours, "shorter", existing, "Decrease");
    }
    return setRetention(stream, hours);
  }

  Output decreaseRetention(Call call) {
    Input input = call.input();
    int hours = hours(input);
    KinesisStream stream = kinesis.activeStream(call, input);
    checkBounds(hours);
    int existing = stream.meta().retentionHours();
    if (hours > existing) {
      throw wrongWay(stream, hours, "longer", existing, "Increase");
    }
    Output output = setRetention(stream, hours);
    stream.expire();
    return output;
  }

  private static AwsException wrongWay(
      KinesisStream stream, int hours, String than, int existing, String other) {
    return Errors.invalidArgument(
        "Requested retention period ("
            + hours
            + " hours) for stream "
            + stream.name()
            + " can not be "
            + than
            + " than existing retention period ("
            + existing
            + " hours). Use "
            + other
            + "RetentionPeriod API.");
  }

  private static int hours(Input input) {
    Integer hours = input.integer("RetentionPeriodHours");
    new Validator().required("retentionPeriodHours", hours).check();
    return hours == null ? 0 : hours;
  }

  private static void checkBounds(int hours) {
    if (hours < LEAST_HOURS) {
      throw Errors.invalidArgument(
          "Minimum allowed retention period is "
              + LEAST_HOURS
              + " hours. Requested retention period ("
              + hours
              + " hours) is too short.");
    }
    if (hours > MOST_HOURS) {
      throw Errors.invalidArgument(
          "Maximum allowed retention period is "
              + MOST_HOURS
              + " hours. Requested retention period ("
              + hours
              + " hours) is too long.");
    }
  }

  private Output setRetention(KinesisStream stream, int hours) {
    stream.change(meta -> meta.withRetentionHours(hours));
    return updating(stream);
  }

  Output startEncryption(Call call) {
    Input input = call.input();
    String key = encryptionKey(input);
    KinesisStream stream = kinesis.activeStream(call, input);
    stream.change(meta -> meta.withKeyId(key));
    return updating(stream);
  }

  Output stopEncryption(Call call) {
    Input input = call.input();
    encryptionKey(input);
    KinesisStream stream = kinesis.activeStream(call, input);
    stream.change(meta -> meta.withKeyId(null));
    return updating(stream);
  }

  private static String encryptionKey(Input input) {
    String type = input.string("EncryptionType");
    String key = input.string("KeyId");
    new Validator()
        .required("encryptionType", type)
        .oneOf("encryptionType", type, List.of("KMS", "NONE"))
        .required("keyId", key)
        .length("keyId", key, 1, 2048)
        .check();
    if (!"KMS".equals(type)) {
      throw Errors.invalidArgument("EncryptionType must be KMS, not " + type + ".");
    }
    return String.valueOf(key);
  }

  Output updateMode(Call call) {
    Input input = call.input();
    String arn = input.string("StreamARN");
    Input details = input.object("StreamModeDetails");
    String mode = details == null ? null : details.string("StreamMode");
    new Validator()
        .required("streamARN", arn)
        .streamArn(arn)
        .required("streamModeDetails.streamMode", mode)
        .oneOf("streamModeDetails.streamMode", mode, List.of("PROVISIONED", "ON_DEMAND"))
        .check();
    KinesisStream stream = kinesis.activeStream(call, input);
    stream.change(meta -> meta.withMode(StreamMode.valueOf(String.valueOf(mode))));
    return updating(stream);
  }

  Output enableMonitoring(Call call) {
    return setMetrics(call, Set::addAll);
  }

  Output disableMonitoring(Call call) {
    return setMetrics(call, Set::removeAll);
  }

  private static Set<String> metrics(Input input) {
    List<String> named = input.strings("ShardLevelMetrics");
    List<String> allowed = new ArrayList<>(METRICS);
    allowed.add("ALL");
    Validator validator =
        new Validator().required("shardLevelMetrics", named).size("shardLevelMetrics", named, 1, 7);
    if (named != null) {
      named.forEach(metric -> validator.oneOf("shardLevelMetrics", metric, allowed));
    }
    validator.check();
    return named == null || named.contains("ALL") ? METRICS : Set.copyOf(named);
  }

  private Output setMetrics(Call call, BiConsumer<Set<String>, Set<String>> change) {
    Input input = call.input();
    Set<String> named = metrics(input);
    KinesisStream stream = kinesis.activeStream(call, input);
    Set<String> current = stream.meta().metrics();
    Set<String> desired = new TreeSet<>(current);
    change.accept(desired, named);
    stream.change(meta -> meta.withMetrics(desired));
    updating(stream);
    return (out, format) -> {
      out.writeStringProperty("StreamName", stream.name());
      out.writeStringProperty("StreamARN", kinesis.arnOf(stream.name()));
      out.writeArrayPropertyStart("CurrentShardLevelMetrics");
      current.forEach(out::writeString);
      out.writeEndArray();
      out.writeArrayPropertyStart("DesiredShardLevelMetrics");
      desired.forEach(out::writeString);
      out.writeEndArray();
    };
  }

  private Output updating(KinesisStream stream) {
    stream.enter(StreamStatus.UPDATING, kinesis.config().kinesisTimings().updating());
    return Output.NONE;
  }
}
