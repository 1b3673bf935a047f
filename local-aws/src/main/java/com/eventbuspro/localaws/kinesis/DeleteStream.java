package com.eventbuspro.localaws.kinesis;

/**
 * DeleteStream. The decision is durable when this answers; DELETING shows for the configured time.
 */
final class DeleteStream implements Operation {
  private final Kinesis kinesis;
  private final ApiLimits limits;

  DeleteStream(Kinesis kinesis, ApiLimits limits) {
    this.kinesis = kinesis;
    this.limits = limits;
  }

  @Override
  public Output run(Call call) {
    KinesisStream stream = kinesis.stream(call, call.input());
    limits.check(call.action());
    if (!stream.meta().deleting()) {
      stream.enter(StreamStatus.DELETING, kinesis.config().kinesisTimings().deleting());
      stream.change(StreamMeta::asDeleting);
    }
    return Output.NONE;
  }
}
