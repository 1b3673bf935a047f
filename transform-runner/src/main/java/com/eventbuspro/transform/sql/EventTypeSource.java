package com.eventbuspro.transform.sql;

import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.connector.source.ScanTableSource;
import org.apache.flink.table.connector.source.abilities.SupportsProjectionPushDown;
import org.apache.flink.table.connector.source.abilities.SupportsSourceWatermark;
import org.apache.flink.table.types.DataType;

/** An event type as a source in a plan that is looked at and never run. */
final class EventTypeSource
    implements ScanTableSource, SupportsProjectionPushDown, SupportsSourceWatermark {

  @Override
  public ChangelogMode getChangelogMode() {
    return ChangelogMode.insertOnly();
  }

  @Override
  public ScanRuntimeProvider getScanRuntimeProvider(ScanContext context) {
    return () -> false;
  }

  @Override
  public boolean supportsNestedProjection() {
    return false;
  }

  @Override
  public void applyProjection(int[][] projectedFields, DataType producedDataType) {
    // The plan's own node tells which columns it reads.
  }

  /** The source's own: event time goes on in its state, and one knows which shards are silent. */
  @Override
  public void applySourceWatermark() {}

  @Override
  public DynamicTableSource copy() {
    return new EventTypeSource();
  }

  @Override
  public String asSummaryString() {
    return "event type";
  }
}
