package com.eventbuspro.transform.source;

import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.model.schema.EventSchema;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.apache.iceberg.Schema;
import org.apache.iceberg.SchemaParser;
import org.jspecify.annotations.Nullable;

/** What of an event type is read, and how; travels to where Flink reads it. */
public final class EventTypeRead implements Serializable {
  private static final long serialVersionUID = 1L;

  private final String eventType;
  private final String stream;
  private final SchemaTexts versions;
  private final Instant versionsAsOf;
  private final @Nullable String timeProperty;
  private final String columns;
  private final String wanted;
  private final Duration outOfOrderness;
  private final Duration idleAfter;

  /**
   * Reads an event type.
   *
   * @param stream its stream
   * @param versions its schema versions
   * @param versionsAsOf the moment at which, at the latest, these were all
   * @param timeProperty the property that holds the event time, or null
   * @param columns the columns to read of its lake table, in the order in which they are wanted,
   *     with their names and types in the newest of the versions
   * @param wanted the same columns with the types in which they are wanted, which may be those of
   *     an older version; names and ids count for nothing
   * @param outOfOrderness how much later than others an event may arrive and still count
   * @param idleAfter a shard without events for so long holds nobody's watermark back
   */
  public EventTypeRead(
      EventTypeName eventType,
      String stream,
      List<EventSchema> versions,
      Instant versionsAsOf,
      @Nullable String timeProperty,
      Schema columns,
      Schema wanted,
      Duration outOfOrderness,
      Duration idleAfter) {
    this.eventType = eventType.toString();
    this.stream = Objects.requireNonNull(stream, "stream");
    this.versions = SchemaTexts.of(versions);
    this.versionsAsOf = Objects.requireNonNull(versionsAsOf, "versionsAsOf");
    this.timeProperty = timeProperty;
    this.columns = SchemaParser.toJson(columns);
    this.wanted = SchemaParser.toJson(wanted);
    this.outOfOrderness = Objects.requireNonNull(outOfOrderness, "outOfOrderness");
    this.idleAfter = Objects.requireNonNull(idleAfter, "idleAfter");
  }

  EventTypeName eventType() {
    return EventTypeName.parse(eventType);
  }

  String stream() {
    return stream;
  }

  int newestVersion() {
    return versions.documents().lastKey();
  }

  Schema columns() {
    return SchemaParser.fromJson(columns);
  }

  Narrowing narrowing() {
    return Narrowing.of(columns().columns(), SchemaParser.fromJson(wanted).columns());
  }

  Duration outOfOrderness() {
    return outOfOrderness;
  }

  Duration idleAfter() {
    return idleAfter;
  }

  EventRows rows() {
    return new EventRows(
        eventType(), versions.parse(), versionsAsOf, timeProperty, columns(), narrowing());
  }
}
