package com.eventbuspro.localaws.kinesis;

import tools.jackson.core.JsonGenerator;

/** DescribeStreamSummary. */
final class DescribeStreamSummary implements Operation {
  private final Kinesis kinesis;
  private final ApiLimits limits;

  DescribeStreamSummary(Kinesis kinesis, ApiLimits limits) {
    this.kinesis = kinesis;
    this.limits = limits;
  }

  @Override
  public Output run(Call call) {
    KinesisStream stream = kinesis.stream(call, call.input());
    limits.check(call.action());
    StreamMeta meta = stream.meta();
    StreamStatus status = stream.status();
    return (out, format) -> {
      out.writeObjectPropertyStart("StreamDescriptionSummary");
      writeCommon(out, format, kinesis, meta, status);
      out.writeNumberProperty("OpenShardCount", open(meta, status));
      out.writeNumberProperty("ConsumerCount", 0);
      out.writeNumberProperty("MaxRecordSizeInKiB", 1024);
      out.writeEndObject();
    };
  }

  private static int open(StreamMeta meta, StreamStatus status) {
    return status == StreamStatus.CREATING ? 0 : meta.openShards().size();
  }

  /** The members that DescribeStream has too. */
  static void writeCommon(
      JsonGenerator out, WireFormat format, Kinesis kinesis, StreamMeta meta, StreamStatus status) {
    out.writeStringProperty("StreamName", meta.name());
    out.writeStringProperty("StreamARN", kinesis.arnOf(meta.name()));
    out.writeStringProperty("StreamStatus", status.name());
    out.writeObjectPropertyStart("StreamModeDetails");
    out.writeStringProperty("StreamMode", meta.mode().name());
    out.writeEndObject();
    out.writeNumberProperty("RetentionPeriodHours", meta.retentionHours());
    out.writeName("StreamCreationTimestamp");
    // AWS keeps whole seconds.
    format.writeTime(out, meta.createdMillis() / 1000 * 1000);
    out.writeArrayPropertyStart("EnhancedMonitoring");
    out.writeStartObject();
    out.writeArrayPropertyStart("ShardLevelMetrics");
    meta.metrics().forEach(out::writeString);
    out.writeEndArray();
    out.writeEndObject();
    out.writeEndArray();
    out.writeStringProperty("EncryptionType", meta.keyId() == null ? "NONE" : "KMS");
    if (meta.keyId() != null) {
      out.writeStringProperty("KeyId", meta.keyId());
    }
  }
}
