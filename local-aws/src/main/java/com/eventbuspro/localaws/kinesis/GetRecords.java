package com.eventbuspro.localaws.kinesis;

import com.eventbuspro.localaws.http.AwsException;
import com.eventbuspro.localaws.kinesis.log.Batch;
import com.eventbuspro.localaws.kinesis.log.StoredRecord;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.Base64Variants;
import tools.jackson.core.JsonGenerator;

/** GetRecords: up to 10,000 records or 10 MiB; a closed shard ends without a next iterator. */
final class GetRecords implements Operation {
  private static final int MOST_RECORDS = 10_000;
  private static final int MOST_BYTES = 10 * 1024 * 1024;
  private static final int FEWER_BYTES = 1024 * 1024;

  /**
   * Reading and encoding the most that one answer holds takes about this much memory for a moment.
   */
  private static final long MEMORY_OF_LARGE_READ = 64L * 1024 * 1024;

  private static final long EXPIRY_MILLIS = Duration.ofMinutes(5).toMillis();

  private final Kinesis kinesis;
  private final Semaphore largeReads =
      new Semaphore(
          (int)
              Math.max(
                  2, Math.min(64, Runtime.getRuntime().maxMemory() / 2 / MEMORY_OF_LARGE_READ)));

  GetRecords(Kinesis kinesis) {
    this.kinesis = kinesis;
  }

  @Override
  public Output run(Call call) {
    Input input = call.input();
    String token = input.string("ShardIterator");
    Integer limit = input.integer("Limit");
    new Validator()
        .required("shardIterator", token)
        .length("shardIterator", token, 1, 512)
        .range("limit", limit, 1, MOST_RECORDS)
        .check();
    ShardIterator iterator =
        ShardIterator.decode(String.valueOf(token)).orElseThrow(GetRecords::invalid);
    KinesisStream stream = kinesis.readyStream(call, iterator.stream(), input.string("StreamARN"));
    checkFresh(iterator, stream);
    ShardMeta shard = stream.layout().byNumber(iterator.shard());
    if (shard == null) {
      throw Errors.shardNotFound(
          ShardMeta.idOf(iterator.shard()), stream.name(), kinesis.account());
    }
    admit(stream, shard);
    return answer(
        stream, shard, read(stream, shard, iterator, limit == null ? MOST_RECORDS : limit));
  }

  /** When many read much at once, some get less than they could: memory stays bounded. */
  private Batch read(KinesisStream stream, ShardMeta shard, ShardIterator iterator, int most) {
    boolean mayBeLarge = largeReads.tryAcquire();
    try {
      return stream
          .log(shard)
          .read(
              iterator.nextIndex(),
              stream.trimHorizonMillis(),
              most,
              mayBeLarge ? MOST_BYTES : FEWER_BYTES);
    } finally {
      if (mayBeLarge) {
        largeReads.release();
      }
    }
  }

  private static AwsException invalid() {
    return Errors.invalidArgument("Invalid ShardIterator.");
  }

  private void checkFresh(ShardIterator iterator, KinesisStream stream) {
    long now = kinesis.clock().millis();
    if (iterator.streamCreatedMillis() != stream.meta().createdMillis()) {
      throw Errors.streamNotFound(stream.name(), kinesis.account());
    }
    if (now - iterator.issuedMillis() > EXPIRY_MILLIS) {
      throw new AwsException(
          400,
          "ExpiredIteratorException",
          "Iterator expired. The iterator was created at time "
              + Instant.ofEpochMilli(iterator.issuedMillis())
              + " while right now it is "
              + Instant.ofEpochMilli(now)
              + " which is further in the future than the tolerated delay of "
              + EXPIRY_MILLIS
              + " milliseconds.");
    }
  }

  private void admit(KinesisStream stream, ShardMeta shard) {
    switch (kinesis.config().kinesisLimits()) {
      case OFF -> {}
      case AWS -> {
        if (!stream.meter(shard).admitRead()) {
          throw new AwsException(
              400,
              Errors.THROUGHPUT_EXCEEDED,
              "Rate exceeded for shard "
                  + shard.id()
                  + " in stream "
                  + stream.name()
                  + " under account "
                  + kinesis.account()
                  + ".");
        }
      }
    }
  }

  private Output answer(KinesisStream stream, ShardMeta shard, Batch batch) {
    long now = kinesis.clock().millis();
    List<StoredRecord> records = batch.records();
    int bytes = records.stream().mapToInt(StoredRecord::size).sum();
    switch (kinesis.config().kinesisLimits()) {
      case OFF -> {}
      case AWS -> stream.meter(shard).noteRead(bytes);
    }
    long behind =
        batch.reachesTip() || records.isEmpty()
            ? 0
            : Math.max(0, now - records.get(records.size() - 1).arrivalMillis());
    boolean isEnd = !shard.isOpen() && batch.reachesTip();
    String next =
        isEnd
            ? null
            : new ShardIterator(
                    stream.name(),
                    stream.meta().createdMillis(),
                    shard.number(),
                    batch.nextIndex(),
                    now)
                .encode();
    return new Answer(shard, records, bytes, behind, next, stream.meta().shards());
  }

  private record Answer(
      ShardMeta shard,
      List<StoredRecord> records,
      int bytes,
      long millisBehind,
      @Nullable String next,
      List<ShardMeta> shards)
      implements Output {

    @Override
    public void write(JsonGenerator out, WireFormat format) {
      if (next != null) {
        out.writeStringProperty("NextShardIterator", next);
      } else {
        ShardOutput.writeChildren(out, shard.number(), shards);
      }
      out.writeNumberProperty("MillisBehindLatest", millisBehind);
      out.writeArrayPropertyStart("Records");
      SequenceNumbers numbers = shard.sequenceNumbers();
      for (StoredRecord record : records) {
        writeRecord(out, format, numbers, record);
      }
      out.writeEndArray();
    }

    private static void writeRecord(
        JsonGenerator out, WireFormat format, SequenceNumbers numbers, StoredRecord record) {
      out.writeStartObject();
      out.writeStringProperty("SequenceNumber", numbers.format(record.index()));
      out.writeName("ApproximateArrivalTimestamp");
      format.writeTime(out, record.arrivalMillis());
      out.writeName("Data");
      out.writeBinary(
          Base64Variants.MIME_NO_LINEFEEDS,
          record.block(),
          record.dataOffset(),
          record.dataLength());
      out.writeStringProperty(
          "PartitionKey",
          new String(
              record.block(), record.keyOffset(), record.keyLength(), StandardCharsets.UTF_8));
      out.writeStringProperty(
          "EncryptionType", record.flags() == RecordWriter.ENCRYPTED ? "KMS" : "NONE");
      out.writeEndObject();
    }

    @Override
    public int sizeHint() {
      return 512 + records.size() * 256 + bytes + bytes / 3;
    }
  }
}
