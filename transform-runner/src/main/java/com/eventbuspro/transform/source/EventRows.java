package com.eventbuspro.transform.source;

import com.eventbuspro.lake.table.Envelope;
import com.eventbuspro.lake.table.RowProjection;
import com.eventbuspro.lake.table.TableColumns;
import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.model.event.Decoded;
import com.eventbuspro.model.event.EventDecoder;
import com.eventbuspro.model.position.ShardId;
import com.eventbuspro.model.schema.EventSchema;
import com.eventbuspro.streams.StreamRecord;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Types;
import org.jspecify.annotations.Nullable;

/**
 * Makes of a stream's records the very rows that the lake sink makes of them: the same decoder, the
 * same columns. What the sink puts into quarantine is no row here either.
 */
final class EventRows {
  // How far the clocks of the stream, the database and this machine may differ.
  private static final Duration CLOCK_SLACK = Duration.ofSeconds(2);

  private final EventDecoder decoder;
  private final TableColumns versions;
  private final Instant versionsAsOf;
  private final Schema columns;
  private final FlinkValues.Converter[] converters;
  private final int[] envelope;
  private final Narrowing narrowing;
  private final Map<Integer, RowProjection> projections = new HashMap<>();

  /**
   * @param versions the schema versions that may be met
   * @param versionsAsOf the moment at which, at the latest, these were all
   * @param timeProperty the property that holds the event time, or null
   * @param columns the columns of the rows, named as in the newest of the versions
   * @param narrowing what brings them to the types that are wanted
   */
  EventRows(
      EventTypeName eventType,
      List<EventSchema> versions,
      Instant versionsAsOf,
      @Nullable String timeProperty,
      Schema columns,
      Narrowing narrowing) {
    this.decoder = EventDecoder.of(eventType, versions, timeProperty);
    this.versions = TableColumns.of(versions);
    this.versionsAsOf = versionsAsOf;
    this.columns = columns;
    this.narrowing = narrowing;
    List<Types.NestedField> fields = columns.columns();
    this.converters =
        fields.stream()
            .map(field -> FlinkValues.of(field.type()))
            .toArray(FlinkValues.Converter[]::new);
    this.envelope = new int[fields.size()];
    List<String> names = Envelope.columns().stream().map(Types.NestedField::name).toList();
    for (int i = 0; i < envelope.length; i++) {
      envelope[i] = names.indexOf(fields.get(i).name());
    }
  }

  /** A row and its event time, milliseconds since the epoch. */
  record Row(RowData data, long time) {}

  /** What became of a record. */
  sealed interface Outcome {
    /** It is an event. */
    record Kept(Row row) implements Outcome {}

    /** It is none; the lake has it in quarantine. */
    record Rejected() implements Outcome {}

    /** Its schema version is not among those known, and may have been registered since. */
    record UnknownVersion(int version) implements Outcome {}
  }

  /**
   * What a record is.
   *
   * @throws ArithmeticException if a value of it does not fit the column it is wanted in
   */
  Outcome outcome(ShardId shard, StreamRecord record) {
    Decoded decoded = decoder.decode(record.data(), shard, record.sequence(), record.arrival());
    if (decoded instanceof Decoded.UnknownVersion unknown) {
      return mayBeRegistered(record.arrival())
          ? new Outcome.UnknownVersion(unknown.version())
          : new Outcome.Rejected();
    }
    return decoded instanceof Decoded.Event event
        ? new Outcome.Kept(row(event, shard, record))
        : new Outcome.Rejected();
  }

  /** The sink's rule: no event arrives before the version that it says is registered. */
  private boolean mayBeRegistered(Instant arrival) {
    return !arrival.plus(CLOCK_SLACK).isBefore(versionsAsOf);
  }

  private Row row(Decoded.Event event, ShardId shard, StreamRecord record) {
    RowProjection projection =
        projections.computeIfAbsent(
            event.schemaVersion(), version -> versions.projection(version, columns.asStruct()));
    GenericRowData row = new GenericRowData(envelope.length);
    for (int i = 0; i < envelope.length; i++) {
      Object value =
          envelope[i] < 0
              ? FlinkValues.convert(converters[i], projection.value(event.values(), i))
              : envelope(columns.columns().get(i).name(), event, shard, record);
      row.setField(i, narrowing.narrow(i, value));
    }
    return new Row(row, Math.floorDiv(event.timeMicros(), 1000L));
  }

  private static @Nullable Object envelope(
      String column, Decoded.Event event, ShardId shard, StreamRecord record) {
    return switch (column) {
      case Envelope.ID -> StringData.fromString(event.id());
      case Envelope.TIME -> FlinkValues.eventTime(FlinkValues.timestamp(event.timeMicros()));
      case Envelope.SOURCE -> text(event.source());
      case Envelope.SCHEMA_VERSION -> event.schemaVersion();
      case Envelope.INGESTED_AT ->
          FlinkValues.timestamp(ChronoUnit.MICROS.between(Instant.EPOCH, record.arrival()));
      case Envelope.SHARD -> StringData.fromString(shard.value());
      case Envelope.SEQUENCE -> StringData.fromString(record.sequence());
      case Envelope.EXTRA -> text(event.extra());
      default -> throw new IllegalStateException("No such column of the envelope: " + column);
    };
  }

  private static @Nullable StringData text(@Nullable String text) {
    return text == null ? null : StringData.fromString(text);
  }
}
