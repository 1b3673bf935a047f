package com.eventbuspro.localaws.kinesis;

import com.eventbuspro.localaws.kinesis.log.Appended;
import com.eventbuspro.localaws.kinesis.log.NewRecord;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks records, finds their shards and appends them, one append for each shard. */
final class RecordWriter {
  static final byte PLAIN = 0;
  static final byte ENCRYPTED = 1;

  private static final Logger log = LoggerFactory.getLogger(RecordWriter.class);
  private static final int MAX_RECORD_BYTES = 1024 * 1024;

  private final Kinesis kinesis;

  RecordWriter(Kinesis kinesis) {
    this.kinesis = kinesis;
  }

  /** What became of one record. */
  sealed interface Outcome {
    /** It is in the shard. */
    record Stored(ShardMeta shard, long index) implements Outcome {}

    /** It is not; the others may be. */
    record Refused(String code, String message) implements Outcome {}
  }

  /**
   * Refuses a record that can never be accepted; adds to the validator what AWS reports together.
   */
  static void validate(PutEntry entry, String prefix, Validator validator) {
    validator
        .required(prefix + "partitionKey", entry.partitionKey())
        .length(prefix + "partitionKey", entry.partitionKey(), 1, 256)
        .required(prefix + "data", entry.data());
    if (entry.explicitHashKey() != null && !entry.explicitHashKey().matches("0|([1-9]\\d{0,38})")) {
      validator.add(
          "'" + entry.explicitHashKey() + "'",
          prefix + "explicitHashKey",
          "Member must satisfy regular expression pattern: 0|([1-9]\\d{0,38})");
    }
    byte[] data = entry.data();
    if (data != null && data.length > MAX_RECORD_BYTES) {
      validator.add(
          "'java.nio.HeapByteBuffer[pos=0 lim=" + data.length + " cap=" + data.length + "]'",
          prefix + "data",
          "Member must have length less than or equal to " + MAX_RECORD_BYTES);
    }
  }

  /** Appends validated records; the outcomes are in their order. */
  List<Outcome> write(KinesisStream stream, List<PutEntry> entries) {
    return write(stream, entries, 0);
  }

  /**
   * Appends validated records, except for the first ones, which are treated as throttled.
   *
   * @param refused how many to refuse
   */
  List<Outcome> write(KinesisStream stream, List<PutEntry> entries, int refused) {
    return stream.whileUnchanged(() -> writeUnchanged(stream, entries, refused));
  }

  private List<Outcome> writeUnchanged(KinesisStream stream, List<PutEntry> entries, int refused) {
    if (stream.meta().deleting()) {
      throw Errors.streamNotFound(stream.name(), kinesis.account());
    }
    Outcome[] outcomes = new Outcome[entries.size()];
    Map<Integer, List<Integer>> byShard = new LinkedHashMap<>();
    List<NewRecord> records = new ArrayList<>(entries.size());
    for (int i = 0; i < outcomes.length; i++) {
      PutEntry entry = entries.get(i);
      NewRecord record = toRecord(entry);
      records.add(record);
      ShardMeta shard = stream.layout().route(record.partitionKey(), explicitHash(entry));
      if (i >= refused && isAdmitted(stream, shard, record)) {
        byShard.computeIfAbsent(shard.number(), number -> new ArrayList<>()).add(i);
      } else {
        outcomes[i] = throttled(stream, shard);
      }
    }
    byShard.forEach(
        (number, places) -> {
          ShardMeta shard = stream.layout().byNumber(number);
          if (shard == null) {
            throw new IllegalStateException("Routed to shard " + number + ", which does not exist");
          }
          append(stream, shard, places, records, outcomes);
        });
    return List.of(outcomes);
  }

  private void append(
      KinesisStream stream,
      ShardMeta shard,
      List<Integer> places,
      List<NewRecord> records,
      Outcome[] outcomes) {
    List<NewRecord> batch = places.stream().map(records::get).toList();
    byte flags = stream.meta().keyId() == null ? PLAIN : ENCRYPTED;
    try {
      Appended appended = stream.log(shard).append(batch, kinesis.clock().millis(), flags);
      for (int i = 0; i < places.size(); i++) {
        outcomes[places.get(i)] = new Outcome.Stored(shard, appended.firstIndex() + i);
      }
    } catch (UncheckedIOException e) {
      log.error("Records for {} of stream {} were not stored", shard.id(), stream.name(), e);
      for (int place : places) {
        outcomes[place] = new Outcome.Refused("InternalFailure", "Internal service failure.");
      }
    }
  }

  private static NewRecord toRecord(PutEntry entry) {
    String key = entry.partitionKey();
    byte[] data = entry.data();
    if (key == null || data == null) {
      throw new IllegalStateException("A record without key or data was not validated");
    }
    NewRecord record = new NewRecord(key.getBytes(StandardCharsets.UTF_8), data);
    int size = record.partitionKey().length + data.length;
    if (size > MAX_RECORD_BYTES) {
      throw Errors.invalidArgument(
          "Record size of "
              + size
              + " bytes (data and partition key) exceeds the stream's maximum record"
              + " size of "
              + MAX_RECORD_BYTES
              + " bytes.");
    }
    return record;
  }

  private static @Nullable BigInteger explicitHash(PutEntry entry) {
    if (entry.explicitHashKey() == null) {
      return null;
    }
    BigInteger hash = new BigInteger(entry.explicitHashKey());
    if (hash.compareTo(HashKeys.MAX) > 0) {
      throw Errors.invalidArgument(
          "Invalid ExplicitHashKey. ExplicitHashKey must be in the range: [0, 2^128-1]. Specified value"
              + " was "
              + entry.explicitHashKey());
    }
    return hash;
  }

  private boolean isAdmitted(KinesisStream stream, ShardMeta shard, NewRecord record) {
    return switch (kinesis.config().kinesisLimits()) {
      case OFF -> true;
      case AWS ->
          stream.meter(shard).admitRecord(record.partitionKey().length + record.data().length);
    };
  }

  private Outcome throttled(KinesisStream stream, ShardMeta shard) {
    return new Outcome.Refused(Errors.THROUGHPUT_EXCEEDED, rateExceeded(stream, shard));
  }

  private String rateExceeded(KinesisStream stream, ShardMeta shard) {
    return "Rate exceeded for shard "
        + shard.id()
        + " in stream "
        + stream.name()
        + " under account "
        + kinesis.account()
        + ".";
  }
}
