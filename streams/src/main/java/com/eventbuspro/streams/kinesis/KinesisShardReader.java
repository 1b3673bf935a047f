package com.eventbuspro.streams.kinesis;

import com.eventbuspro.model.position.Position;
import com.eventbuspro.model.position.ShardId;
import com.eventbuspro.streams.ReadBatch;
import com.eventbuspro.streams.ReadFrom;
import com.eventbuspro.streams.ShardReader;
import com.eventbuspro.streams.StreamRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.ExpiredIteratorException;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

/**
 * GetRecords with one iterator, re-made from the position when it expired.
 *
 * <p>To notice a gap, an iterator is made <em>at</em> the record last read and not after it: when
 * that record comes first, nothing is missing, and it is left out; when another one comes first,
 * the record has left the stream and so may have its followers. Kinesis itself says nothing: it
 * starts with the oldest record as if nothing had happened.
 */
final class KinesisShardReader implements ShardReader {
  private static final int MAX_RECORDS = 10_000;

  private final KinesisClient client;
  private final String stream;
  private final ShardId shard;
  private ReadFrom from;
  private @Nullable String iterator;
  // The sequence number that the next record must have, for nothing to be missing.
  private @Nullable String awaited;
  private boolean ended;

  KinesisShardReader(KinesisClient client, String stream, ShardId shard, ReadFrom from) {
    this.client = client;
    this.stream = stream;
    this.shard = shard;
    this.from = from;
  }

  @Override
  public ReadBatch next() {
    if (ended) {
      return new ReadBatch(List.of(), Duration.ZERO, ReadBatch.End.ENDED, ReadBatch.Gap.NONE);
    }
    String what = "Reading " + shard + " of stream " + stream;
    GetRecordsResponse answer = Failures.call(Failures.Kind.READ, what, this::records);
    ReadBatch batch = toBatch(answer);
    iterator = answer.nextShardIterator();
    ended = iterator == null;
    if (!batch.records().isEmpty()) {
      from = ReadFrom.after(batch.records().get(batch.records().size() - 1).sequence());
    }
    return batch;
  }

  private GetRecordsResponse records() {
    try {
      return records(iterator == null ? makeIterator() : iterator);
    } catch (ExpiredIteratorException e) {
      return records(makeIterator());
    }
  }

  private GetRecordsResponse records(String place) {
    iterator = place;
    return client.getRecords(r -> r.shardIterator(place).limit(MAX_RECORDS));
  }

  private String makeIterator() {
    GetShardIteratorRequest.Builder request =
        GetShardIteratorRequest.builder().streamName(stream).shardId(shard.value());
    awaited = null;
    if (from instanceof ReadFrom.AtTime at) {
      request.shardIteratorType(ShardIteratorType.AT_TIMESTAMP).timestamp(at.time());
    } else if (from instanceof ReadFrom.After after
        && after.position() instanceof Position.After last) {
      awaited = last.sequence();
      request
          .shardIteratorType(ShardIteratorType.AT_SEQUENCE_NUMBER)
          .startingSequenceNumber(last.sequence());
    } else {
      request.shardIteratorType(ShardIteratorType.TRIM_HORIZON);
    }
    return client.getShardIterator(request.build()).shardIterator();
  }

  private ReadBatch toBatch(GetRecordsResponse answer) {
    List<Record> read = answer.records();
    ReadBatch.Gap gap = ReadBatch.Gap.NONE;
    if (awaited != null && !read.isEmpty()) {
      if (read.get(0).sequenceNumber().equals(awaited)) {
        read = read.subList(1, read.size());
      } else {
        gap = ReadBatch.Gap.POSSIBLE;
      }
      awaited = null;
    }
    List<StreamRecord> records = new ArrayList<>(read.size());
    for (Record record : read) {
      records.add(toRecord(record));
    }
    Long behind = answer.millisBehindLatest();
    return new ReadBatch(
        records,
        Duration.ofMillis(behind == null ? 0 : Math.max(behind, 0)),
        answer.nextShardIterator() == null ? ReadBatch.End.ENDED : ReadBatch.End.GOES_ON,
        gap);
  }

  private static StreamRecord toRecord(Record record) {
    Instant arrival = record.approximateArrivalTimestamp();
    return new StreamRecord(
        record.sequenceNumber(),
        arrival == null ? Instant.EPOCH : arrival,
        record.partitionKey(),
        record.data().asByteArrayUnsafe());
  }
}
