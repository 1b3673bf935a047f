package com.eventbuspro.platform.quarantine;

import com.eventbuspro.lake.read.RejectedRecord;
import com.eventbuspro.platform.eventtype.PersonalData;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A record in quarantine.
 *
 * @param shard the shard it was read from
 * @param sequence its sequence number there
 * @param arrivedAt when it arrived in the stream
 * @param cause why it was rejected, a code
 * @param pointer JSON Pointer to the offending place; empty for the whole
 * @param message what was wrong
 * @param schemaVersion the schema version it was read with; null when it was not read so far
 * @param payload its data as received
 */
public record QuarantinedRecord(
    String shard,
    String sequence,
    Instant arrivedAt,
    String cause,
    String pointer,
    String message,
    @Nullable Integer schemaVersion,
    Payload payload) {

  static QuarantinedRecord of(RejectedRecord record, @Nullable PersonalData hidden) {
    return new QuarantinedRecord(
        record.shard().value(),
        record.sequence(),
        record.arrival(),
        record.cause(),
        record.pointer(),
        record.message(),
        record.schemaVersion(),
        Payload.of(record.payload(), hidden));
  }
}
