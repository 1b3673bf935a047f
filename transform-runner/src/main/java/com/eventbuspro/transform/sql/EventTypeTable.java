package com.eventbuspro.transform.sql;

import com.eventbuspro.lake.table.LakeSchemas;
import com.eventbuspro.lake.table.TableColumns;
import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.model.schema.EventSchema;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.apache.iceberg.Schema;

/**
 * An event type as a table that SQL may read: the columns of its lake table, an event time with a
 * watermark, and the time of processing.
 *
 * @param name the event type
 * @param columns the lake table's columns
 * @param outOfOrderness how much later than others an event may arrive and still count
 */
public record EventTypeTable(EventTypeName name, Schema columns, Duration outOfOrderness) {
  public EventTypeTable {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(columns, "columns");
    if (outOfOrderness.isNegative()) {
      throw new IllegalArgumentException("Events cannot be late by less than nothing");
    }
  }

  /** The table that the schema versions of an event type make. */
  public static EventTypeTable of(
      EventTypeName name, List<EventSchema> versions, Duration outOfOrderness) {
    return new EventTypeTable(
        name, LakeSchemas.eventTable(TableColumns.of(versions)), outOfOrderness);
  }
}
