package com.eventbuspro.transform.sql;

import java.util.Arrays;
import java.util.List;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.connector.source.ScanTableSource;
import org.apache.flink.table.connector.source.abilities.SupportsProjectionPushDown;
import org.apache.flink.table.connector.source.abilities.SupportsSourceWatermark;
import org.apache.flink.table.types.DataType;
import org.apache.iceberg.types.Types;

/** An event type as a source. It reads only the columns that a query needs. */
final class EventTypeSource
    implements ScanTableSource, SupportsProjectionPushDown, SupportsSourceWatermark {
  private final EventTypeTable table;
  private final EventTypeScans scans;
  private List<String> columns;

  EventTypeSource(EventTypeTable table, EventTypeScans scans) {
    this(table, scans, table.columns().columns().stream().map(Types.NestedField::name).toList());
  }

  private EventTypeSource(EventTypeTable table, EventTypeScans scans, List<String> columns) {
    this.table = table;
    this.scans = scans;
    this.columns = columns;
  }

  @Override
  public ChangelogMode getChangelogMode() {
    return ChangelogMode.insertOnly();
  }

  @Override
  public ScanRuntimeProvider getScanRuntimeProvider(ScanContext context) {
    return scans.scan(table, columns);
  }

  @Override
  public boolean supportsNestedProjection() {
    return false;
  }

  @Override
  public void applyProjection(int[][] projectedFields, DataType producedDataType) {
    List<Types.NestedField> all = table.columns().columns();
    columns = Arrays.stream(projectedFields).map(path -> all.get(path[0]).name()).toList();
  }

  /** The source's own: event time goes on in its state, and one knows which shards are silent. */
  @Override
  public void applySourceWatermark() {}

  @Override
  public DynamicTableSource copy() {
    return new EventTypeSource(table, scans, columns);
  }

  @Override
  public String asSummaryString() {
    return "event type";
  }
}
