package com.eventbuspro.localaws.kinesis;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * PutRecords: each record is stored or refused by itself, and the answer says so in their order.
 */
final class PutRecords implements Operation {
  private static final int MOST_RECORDS = 500;
  private static final int MOST_BYTES = 10 * 1024 * 1024;

  private final Kinesis kinesis;
  private final RecordWriter writer;

  PutRecords(Kinesis kinesis, RecordWriter writer) {
    this.kinesis = kinesis;
    this.writer = writer;
  }

  @Override
  public Output run(Call call) {
    PutInput input = PutInput.parse(call.format(), call.body());
    List<PutEntry> entries = input.records();
    validate(entries);
    KinesisStream stream = kinesis.readyStream(call, input.streamName(), input.streamArn());
    if (entries == null) {
      throw new IllegalStateException("Validated above");
    }
    List<RecordWriter.Outcome> outcomes =
        writer.write(stream, entries, kinesis.config().faults().takeRefusals());
    return new Answer(outcomes, stream.meta().keyId() == null ? "NONE" : "KMS");
  }

  private static void validate(@Nullable List<PutEntry> entries) {
    Validator validator = new Validator().required("records", entries);
    if (entries == null) {
      validator.check();
      return;
    }
    if (entries.isEmpty()) {
      validator.add("'[]'", "records", "Member must have length greater than or equal to 1");
    }
    if (entries.size() > MOST_RECORDS) {
      validator.add(
          "'a list of " + entries.size() + " records'",
          "records",
          "Member must have length less than or equal to " + MOST_RECORDS);
      validator.check();
    }
    long bytes = 0;
    for (int i = 0; i < entries.size(); i++) {
      PutEntry entry = entries.get(i);
      RecordWriter.validate(entry, "records." + (i + 1) + ".member.", validator);
      byte[] data = entry.data();
      String key = entry.partitionKey();
      bytes += data == null ? 0 : data.length;
      bytes += key == null ? 0 : key.getBytes(StandardCharsets.UTF_8).length;
    }
    validator.check();
    if (bytes > MOST_BYTES) {
      throw Errors.invalidArgument(
          "Records size exceeds " + MOST_BYTES / 1024 / 1024 + " MB limit");
    }
  }

  private record Answer(List<RecordWriter.Outcome> outcomes, String encryption) implements Output {

    @Override
    public void write(JsonGenerator out, WireFormat format) {
      long failed =
          outcomes.stream().filter(RecordWriter.Outcome.Refused.class::isInstance).count();
      out.writeNumberProperty("FailedRecordCount", failed);
      out.writeArrayPropertyStart("Records");
      Map<Integer, SequenceNumbers> numbers = new HashMap<>();
      for (RecordWriter.Outcome outcome : outcomes) {
        out.writeStartObject();
        if (outcome instanceof RecordWriter.Outcome.Stored stored) {
          SequenceNumbers ofShard =
              numbers.computeIfAbsent(
                  stored.shard().number(), n -> stored.shard().sequenceNumbers());
          out.writeStringProperty("SequenceNumber", ofShard.format(stored.index()));
          out.writeStringProperty("ShardId", stored.shard().id());
        } else if (outcome instanceof RecordWriter.Outcome.Refused refused) {
          out.writeStringProperty("ErrorCode", refused.code());
          out.writeStringProperty("ErrorMessage", refused.message());
        }
        out.writeEndObject();
      }
      out.writeEndArray();
      out.writeStringProperty("EncryptionType", encryption);
    }

    @Override
    public int sizeHint() {
      return 64 + outcomes.size() * 128;
    }
  }
}
