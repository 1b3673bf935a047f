package com.eventbuspro.lake.read;

import com.eventbuspro.lake.table.Envelope;
import com.eventbuspro.lake.table.Quarantine;
import com.eventbuspro.model.position.ShardId;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.apache.iceberg.data.Record;
import org.jspecify.annotations.Nullable;

/**
 * A record in quarantine.
 *
 * @param shard the shard it was read from
 * @param sequence its sequence number there
 * @param arrival when it arrived in the stream
 * @param payload its data as received; not copied
 * @param cause why it was rejected, a code
 * @param pointer JSON pointer to the offending place; empty for the whole
 * @param message what was wrong, for people
 * @param schemaVersion the schema version it was read with; null when it was not read so far
 */
@SuppressWarnings("ArrayRecordComponent") // Up to 10 MiB each, read once.
public record RejectedRecord(
    ShardId shard,
    String sequence,
    Instant arrival,
    byte[] payload,
    String cause,
    String pointer,
    String message,
    @Nullable Integer schemaVersion) {

  static RejectedRecord of(Record row) {
    return new RejectedRecord(
        new ShardId((String) row.getField(Envelope.SHARD)),
        (String) row.getField(Envelope.SEQUENCE),
        ((OffsetDateTime) row.getField(Envelope.INGESTED_AT)).toInstant(),
        bytes((ByteBuffer) row.getField(Quarantine.PAYLOAD)),
        (String) row.getField(Quarantine.CAUSE),
        (String) row.getField(Quarantine.POINTER),
        (String) row.getField(Quarantine.MESSAGE),
        (Integer) row.getField(Quarantine.SCHEMA_VERSION));
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }
}
