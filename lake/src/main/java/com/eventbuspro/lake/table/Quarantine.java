package com.eventbuspro.lake.table;

import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Types;

/** The table that keeps, as they came, the records that an event table could not take. */
public final class Quarantine {
  /** The record's data as received. */
  public static final String PAYLOAD = "payload";

  /** Why it was rejected, a code. */
  public static final String CAUSE = "cause";

  /** JSON pointer to the offending place; empty for the whole. */
  public static final String POINTER = "pointer";

  /** What was wrong, for people. */
  public static final String MESSAGE = "message";

  /** The schema version it was read with; null when it was not read so far. */
  public static final String SCHEMA_VERSION = "schema_version";

  /** The table's schema. */
  public static final Schema SCHEMA =
      new Schema(
          Types.NestedField.required(
              1, PAYLOAD, Types.BinaryType.get(), "The record's data as received."),
          Types.NestedField.required(2, CAUSE, Types.StringType.get(), "Why it was rejected."),
          Types.NestedField.required(
              3, POINTER, Types.StringType.get(), "JSON pointer to the offending place."),
          Types.NestedField.required(4, MESSAGE, Types.StringType.get(), "What was wrong."),
          Types.NestedField.optional(
              5, SCHEMA_VERSION, Types.IntegerType.get(), "The schema version it was read with."),
          Types.NestedField.required(
              6,
              Envelope.INGESTED_AT,
              Types.TimestampType.withZone(),
              "When it arrived in the stream."),
          Types.NestedField.required(
              7, Envelope.SHARD, Types.StringType.get(), "The shard it was read from."),
          Types.NestedField.required(
              8, Envelope.SEQUENCE, Types.StringType.get(), "Its sequence number in the shard."));

  private Quarantine() {}
}
