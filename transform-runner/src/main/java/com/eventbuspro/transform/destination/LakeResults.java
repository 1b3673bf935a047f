package com.eventbuspro.transform.destination;

import com.eventbuspro.lake.LakeCatalog;
import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.transform.source.LakeAccess;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamSink;
import org.apache.flink.table.catalog.Column;
import org.apache.flink.table.catalog.ResolvedSchema;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeRoot;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.utils.TypeConversions;
import org.apache.iceberg.Schema;
import org.apache.iceberg.flink.FlinkSchemaUtil;
import org.apache.iceberg.flink.TableLoader;
import org.apache.iceberg.flink.sink.FlinkSink;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;

/** Results in a lake table of their own, exactly once, by Iceberg's sink. */
public final class LakeResults {
  private LakeResults() {}

  /**
   * Makes the table ready.
   *
   * @param name the table
   * @param result what results look like
   * @param key the columns that tell rows apart: a row replaces the one with the same key; empty
   *     when rows are only added
   * @param fence of the job that writes it
   * @throws com.eventbuspro.lake.LakeException {@code NOT_OURS}, {@code SCHEMA_INCOMPATIBLE},
   *     {@code UNAVAILABLE}
   */
  public static Results of(
      LakeAccess lake,
      EventTypeName name,
      String pipeline,
      RowType result,
      List<String> key,
      Fence fence) {
    Schema table;
    try (LakeCatalog catalog = lake.open()) {
      table = PipelineTables.ready(catalog, name, pipeline, result, key, fence).schema();
    }
    RowType row = widened(result, table);
    TableLayout layout = TableLayout.of(row, table);
    return new Results(
        row,
        key,
        results ->
            write(
                results,
                new FencedTableLoader(lake, name, fence),
                name,
                pipeline,
                layout,
                List.copyOf(key)));
  }

  private static DataStreamSink<?> write(
      DataStream<RowData> results,
      TableLoader table,
      EventTypeName name,
      String pipeline,
      TableLayout layout,
      List<String> key) {
    DataStream<RowData> rows =
        layout.isSame()
            ? results
            : results
                .map(layout)
                .returns(InternalTypeInfo.of(layout.rows()))
                .name("Columns of " + name);
    FlinkSink.Builder sink =
        FlinkSink.forRowData(rows)
            .tableLoader(table)
            .resolvedSchema(schema(layout.rows()))
            .setSnapshotProperty(TableOwner.PROPERTY, pipeline)
            // Not by the table's name: a candidate's table is given that of the one it replaces.
            .uidPrefix("lake-results");
    if (!key.isEmpty()) {
      sink.equalityFieldColumns(key).upsert(true);
    }
    return sink.append();
  }

  private static ResolvedSchema schema(RowType rows) {
    return ResolvedSchema.of(
        rows.getFields().stream()
            .map(
                field ->
                    Column.physical(
                        field.getName(), TypeConversions.fromLogicalToDataType(field.getType())))
            .toList()
            .toArray(Column[]::new));
  }

  /** The result's types, but where the table's are wider: those. All may be null. */
  private static RowType widened(RowType result, Schema table) {
    List<RowType.RowField> fields = new ArrayList<>();
    for (RowType.RowField field : result.getFields()) {
      Types.NestedField column = table.findField(field.getName());
      LogicalType type = field.getType().copy(true);
      Type own = FlinkSchemaUtil.convert(type);
      boolean wider = own.isPrimitiveType() && !own.equals(column.type());
      boolean small = type.is(LogicalTypeRoot.TINYINT) || type.is(LogicalTypeRoot.SMALLINT);
      fields.add(
          new RowType.RowField(
              field.getName(), wider || small ? FlinkSchemaUtil.convert(column.type()) : type));
    }
    return new RowType(false, fields);
  }
}
