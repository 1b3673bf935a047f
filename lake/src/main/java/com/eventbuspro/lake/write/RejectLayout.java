package com.eventbuspro.lake.write;

import com.eventbuspro.lake.LakeException;
import com.eventbuspro.lake.table.Envelope;
import com.eventbuspro.lake.table.Quarantine;
import com.eventbuspro.model.event.Decoded;
import com.eventbuspro.model.position.ShardId;
import org.apache.iceberg.Schema;
import org.jspecify.annotations.Nullable;

/** Where each part of a rejected record goes in a row of the quarantine table. */
final class RejectLayout {
  private final @Nullable Object[] cells;
  private final int payload;
  private final int cause;
  private final int pointer;
  private final int message;
  private final int schemaVersion;
  private final int arrival;
  private final int shard;
  private final int sequence;

  RejectLayout(Schema schema) {
    this.cells = new Object[schema.columns().size()];
    this.payload = place(schema, Quarantine.PAYLOAD);
    this.cause = place(schema, Quarantine.CAUSE);
    this.pointer = place(schema, Quarantine.POINTER);
    this.message = place(schema, Quarantine.MESSAGE);
    this.schemaVersion = place(schema, Quarantine.SCHEMA_VERSION);
    this.arrival = place(schema, Envelope.INGESTED_AT);
    this.shard = place(schema, Envelope.SHARD);
    this.sequence = place(schema, Envelope.SEQUENCE);
  }

  /** The cells of one row; good until the next call. */
  @Nullable Object[] cells(
      byte[] data, Decoded.Rejected rejection, ShardId from, String number, long arrivalMicros) {
    cells[payload] = data;
    cells[cause] = rejection.cause().name();
    cells[pointer] = rejection.pointer();
    cells[message] = rejection.message();
    cells[schemaVersion] = rejection.schemaVersion();
    cells[arrival] = arrivalMicros;
    cells[shard] = from.value();
    cells[sequence] = number;
    return cells;
  }

  private static int place(Schema schema, String column) {
    for (int i = 0; i < schema.columns().size(); i++) {
      if (schema.columns().get(i).name().equals(column)) {
        return i;
      }
    }
    throw new LakeException(
        LakeException.Code.NOT_OURS, "The quarantine table has lost its column " + column);
  }
}
