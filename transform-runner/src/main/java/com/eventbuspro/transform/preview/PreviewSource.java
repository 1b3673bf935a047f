package com.eventbuspro.transform.preview;

import com.eventbuspro.transform.source.LakeAccess;
import com.eventbuspro.transform.sql.EventTypeTable;
import com.eventbuspro.transform.sql.FlinkColumns;
import java.util.Set;
import java.util.UUID;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.ProviderContext;
import org.apache.flink.table.connector.source.DataStreamScanProvider;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.connector.source.ScanTableSource;
import org.apache.flink.table.connector.source.abilities.SupportsProjectionPushDown;
import org.apache.flink.table.connector.source.abilities.SupportsSourceWatermark;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.iceberg.Schema;
import org.apache.iceberg.flink.FlinkSchemaUtil;
import org.apache.iceberg.types.Types;

/** A slice of an event type's history as a table. */
final class PreviewSource
    implements ScanTableSource, SupportsProjectionPushDown, SupportsSourceWatermark {
  private final PreviewSession session;
  private final LakeAccess lake;
  private final EventTypeTable table;
  private final TableSlice slice;
  private final Set<String> masked;
  private RowType wanted;

  /**
   * A source.
   *
   * @param masked the columns whose values are not shown
   */
  PreviewSource(
      PreviewSession session,
      LakeAccess lake,
      EventTypeTable table,
      TableSlice slice,
      Set<String> masked) {
    this.session = session;
    this.lake = lake;
    this.table = table;
    this.slice = slice;
    this.masked = masked;
    this.wanted =
        FlinkColumns.rows(
            table, table.columns().columns().stream().map(Types.NestedField::name).toList());
  }

  @Override
  public ChangelogMode getChangelogMode() {
    return ChangelogMode.insertOnly();
  }

  @Override
  public boolean supportsNestedProjection() {
    return false;
  }

  @Override
  public void applyProjection(int[][] projectedFields, DataType producedDataType) {
    wanted = (RowType) producedDataType.getLogicalType();
  }

  /** From the order of the files. */
  @Override
  public void applySourceWatermark() {}

  @Override
  public ScanRuntimeProvider getScanRuntimeProvider(ScanContext context) {
    String place = UUID.randomUUID().toString();
    return new DataStreamScanProvider() {
      @Override
      public DataStream<RowData> produceDataStream(
          ProviderContext provider, StreamExecutionEnvironment environment) {
        return rows(environment, place);
      }

      @Override
      public boolean isBounded() {
        return true;
      }
    };
  }

  private DataStream<RowData> rows(StreamExecutionEnvironment environment, String place) {
    Schema read = SliceColumns.read(wanted, slice);
    TypeInformation<RowData> files = InternalTypeInfo.of(FlinkSchemaUtil.convert(read));
    return environment
        .fromSource(
            SliceSource.of(lake, table.name(), read, slice),
            WatermarkStrategy.noWatermarks(),
            "history of " + table.name(),
            files)
        .transform(
            "slice of " + table.name(),
            InternalTypeInfo.of(wanted),
            new SliceOperator(
                session,
                table.name(),
                place,
                SliceColumns.of(wanted, read, masked),
                slice.fromMicros()));
  }

  @Override
  public DynamicTableSource copy() {
    PreviewSource copy = new PreviewSource(session, lake, table, slice, masked);
    copy.wanted = wanted;
    return copy;
  }

  @Override
  public String asSummaryString() {
    return "slice of " + table.name();
  }
}
