package com.eventbuspro.localaws.kinesis;

import com.eventbuspro.localaws.http.AwsException;
import java.util.List;

/** PutRecord. */
final class PutRecord implements Operation {
  private final Kinesis kinesis;
  private final RecordWriter writer;

  PutRecord(Kinesis kinesis, RecordWriter writer) {
    this.kinesis = kinesis;
    this.writer = writer;
  }

  @Override
  public Output run(Call call) {
    PutInput input = PutInput.parse(call.format(), call.body());
    PutEntry entry = input.single();
    Validator validator = new Validator();
    RecordWriter.validate(entry, "", validator);
    validator.check();
    KinesisStream stream = kinesis.readyStream(call, input.streamName(), input.streamArn());
    RecordWriter.Outcome outcome = writer.write(stream, List.of(entry)).get(0);
    if (outcome instanceof RecordWriter.Outcome.Refused refused) {
      int status = refused.code().equals("InternalFailure") ? 500 : 400;
      throw new AwsException(status, refused.code(), refused.message());
    }
    RecordWriter.Outcome.Stored stored = (RecordWriter.Outcome.Stored) outcome;
    String encryption = stream.meta().keyId() == null ? "NONE" : "KMS";
    return (out, format) -> {
      out.writeStringProperty("ShardId", stored.shard().id());
      out.writeStringProperty(
          "SequenceNumber", stored.shard().sequenceNumbers().format(stored.index()));
      out.writeStringProperty("EncryptionType", encryption);
    };
  }
}
