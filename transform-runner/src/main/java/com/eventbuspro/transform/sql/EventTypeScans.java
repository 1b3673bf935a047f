package com.eventbuspro.transform.sql;

import java.util.List;
import org.apache.flink.table.connector.source.ScanTableSource.ScanRuntimeProvider;

/**
 * Says how the event types of an {@link EventTypeCatalog} are read once a plan is run: by the
 * source that goes from history to live, or by any other that brings the same columns, such as a
 * bounded one for a preview. The provider may be a {@code SourceProvider}, a {@code
 * DataStreamScanProvider} or anything else that Flink knows.
 */
public interface EventTypeScans {
  /** For plans that are looked at and never run. */
  EventTypeScans NEVER = (table, columns) -> () -> false;

  /**
   * The provider of an event type's rows, as Flink's internal row data: the columns asked for, in
   * that order, in the types of {@link FlinkColumns}; {@code _time} in milliseconds. Event time and
   * idleness are the source's to say; nothing makes watermarks behind it.
   *
   * @param table the event type
   * @param columns the columns that are read, by the names that the table gives them; may be empty
   *     where rows are only counted
   */
  ScanRuntimeProvider scan(EventTypeTable table, List<String> columns);
}
