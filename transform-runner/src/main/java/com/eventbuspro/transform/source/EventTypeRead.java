package com.eventbuspro.transform.source;

import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.model.schema.EventSchema;
import java.io.Serializable;
import java.time.Duration;
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
  private final @Nullable String timeProperty;
  private final String columns;
  private final Duration outOfOrderness;
  private final Duration idleAfter;

  /**
   * Reads an event type.
   *
   * @param stream its stream
   * @param versions its schema versions
   * @param timeProperty the property that holds the event time, or null
   * @param columns the columns wanted of its lake table, the event time among them
   * @param outOfOrderness how much later than others an event may arrive and still count
   * @param idleAfter a shard without events for so long holds nobody's watermark back
   */
  public EventTypeRead(
      EventTypeName eventType,
      String stream,
      List<EventSchema> versions,
      @Nullable String timeProperty,
      Schema columns,
      Duration outOfOrderness,
      Duration idleAfter) {
    this.eventType = eventType.toString();
    this.stream = Objects.requireNonNull(stream, "stream");
    this.versions = SchemaTexts.of(versions);
    this.timeProperty = timeProperty;
    this.columns = SchemaParser.toJson(columns);
    this.outOfOrderness = Objects.requireNonNull(outOfOrderness, "outOfOrderness");
    this.idleAfter = Objects.requireNonNull(idleAfter, "idleAfter");
  }

  EventTypeName eventType() {
    return EventTypeName.parse(eventType);
  }

  String stream() {
    return stream;
  }

  Schema columns() {
    return SchemaParser.fromJson(columns);
  }

  Duration outOfOrderness() {
    return outOfOrderness;
  }

  Duration idleAfter() {
    return idleAfter;
  }

  EventRows rows() {
    return new EventRows(eventType(), versions.parse(), timeProperty, columns());
  }
}
