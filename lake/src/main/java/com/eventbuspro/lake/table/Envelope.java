package com.eventbuspro.lake.table;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;

/** The columns that every event has besides those of its schema. */
public final class Envelope {
  /** The event's id, or {@code <shard>:<sequence>} when it had none. */
  public static final String ID = "_id";

  /** When it happened. */
  public static final String TIME = "_time";

  /** Where it came from. */
  public static final String SOURCE = "_source";

  /** The version of the schema it was read with. */
  public static final String SCHEMA_VERSION = "_schema_version";

  /** When it arrived in the stream; the table is partitioned by the day of it. */
  public static final String INGESTED_AT = "_ingested_at";

  /** The shard it was read from. */
  public static final String SHARD = "_shard";

  /** Its sequence number in the shard, decimal digits. */
  public static final String SEQUENCE = "_sequence";

  /** JSON text of what the event carried and the schema does not declare; null when nothing. */
  public static final String EXTRA = "_extra";

  private static final List<Types.NestedField> COLUMNS =
      List.of(
          column(1, ID, Types.StringType.get(), Need.REQUIRED, "The event's id."),
          column(2, TIME, Types.TimestampType.withZone(), Need.REQUIRED, "When it happened."),
          column(3, SOURCE, Types.StringType.get(), Need.OPTIONAL, "Where it came from."),
          column(
              4,
              SCHEMA_VERSION,
              Types.IntegerType.get(),
              Need.REQUIRED,
              "The schema version it was read with."),
          column(
              5,
              INGESTED_AT,
              Types.TimestampType.withZone(),
              Need.REQUIRED,
              "When it arrived in the stream."),
          column(6, SHARD, Types.StringType.get(), Need.REQUIRED, "The shard it was read from."),
          column(
              7,
              SEQUENCE,
              Types.StringType.get(),
              Need.REQUIRED,
              "Its sequence number in the shard."),
          column(
              8,
              EXTRA,
              Types.StringType.get(),
              Need.OPTIONAL,
              "JSON text of undeclared properties."));

  private static final Set<String> NAMES =
      COLUMNS.stream().map(Types.NestedField::name).collect(Collectors.toUnmodifiableSet());

  private enum Need {
    REQUIRED,
    OPTIONAL
  }

  private Envelope() {}

  /** The columns in their order; the ids are placeholders, a table assigns its own. */
  public static List<Types.NestedField> columns() {
    return COLUMNS;
  }

  /** Whether a column is one of these. */
  public static boolean contains(String column) {
    return NAMES.contains(column);
  }

  private static Types.NestedField column(int id, String name, Type type, Need need, String doc) {
    return need == Need.REQUIRED
        ? Types.NestedField.required(id, name, type, doc)
        : Types.NestedField.optional(id, name, type, doc);
  }
}
