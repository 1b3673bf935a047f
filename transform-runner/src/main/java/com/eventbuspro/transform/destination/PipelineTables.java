package com.eventbuspro.transform.destination;

import com.eventbuspro.lake.LakeCatalog;
import com.eventbuspro.lake.LakeException;
import com.eventbuspro.model.EventTypeName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.UpdateSchema;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.flink.FlinkSchemaUtil;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.TypeUtil;
import org.apache.iceberg.types.Types;

/**
 * Makes the lake tables that pipelines write, and lets them grow. Another pipeline's is never
 * touched. Columns are only added: what a later version of the pipeline leaves out is null from
 * then on.
 */
final class PipelineTables {
  private static final String KEY = "event-bus.key";
  private static final int TRIES = 5;

  private PipelineTables() {}

  /**
   * The table, made or grown so that it can take the results.
   *
   * @param result what results look like
   * @param key the columns that tell rows apart; may be empty
   * @param fence of the job that is to write it, and no other from then on
   * @throws LakeException {@code NOT_OURS}, {@code SCHEMA_INCOMPATIBLE}; {@code UNAVAILABLE} if a
   *     later transform-runner has the table
   */
  static Table ready(
      LakeCatalog lake,
      EventTypeName name,
      String pipeline,
      RowType result,
      List<String> key,
      Fence fence) {
    Schema wanted = schema(name, result);
    if (!lake.iceberg().tableExists(LakeCatalog.eventTable(name))) {
      lake.ensureNamespace(name);
      create(lake, name, pipeline, wanted, key);
    }
    Table table = lake.load(name);
    TableOwner.require(pipeline, table);
    String sameKey = table.properties().getOrDefault(KEY, "");
    if (!sameKey.equals(String.join(",", key))) {
      throw incompatible(
          name,
          "its rows are told apart by ("
              + sameKey
              + ") and not by ("
              + String.join(",", key)
              + ")");
    }
    grow(table, name, wanted);
    fence.takeOver(table, () -> lake.load(name));
    return table;
  }

  private static void create(
      LakeCatalog lake, EventTypeName name, String pipeline, Schema schema, List<String> key) {
    try {
      lake.iceberg()
          .buildTable(LakeCatalog.eventTable(name), schema)
          .withProperties(
              Map.of(
                  TableOwner.PROPERTY,
                  pipeline,
                  KEY,
                  String.join(",", key),
                  TableProperties.FORMAT_VERSION,
                  "2",
                  TableProperties.PARQUET_COMPRESSION,
                  "zstd",
                  TableProperties.METADATA_COMPRESSION,
                  "gzip",
                  TableProperties.METADATA_DELETE_AFTER_COMMIT_ENABLED,
                  "true",
                  TableProperties.METADATA_PREVIOUS_VERSIONS_MAX,
                  "100"))
          .create();
    } catch (AlreadyExistsException e) {
      // Somebody was faster; whose it is is looked at next.
    }
  }

  private static void grow(Table table, EventTypeName name, Schema wanted) {
    for (int attempt = 1; ; attempt++) {
      table.refresh();
      UpdateSchema update = table.updateSchema();
      boolean grows = false;
      for (Types.NestedField column : wanted.columns()) {
        Types.NestedField found = table.schema().findField(column.name());
        if (found == null) {
          update.addColumn(column.name(), column.type());
          grows = true;
        } else if (!takes(found.type(), column.type())) {
          throw incompatible(
              name,
              "its column "
                  + column.name()
                  + " is "
                  + found.type()
                  + " and cannot take "
                  + column.type());
        }
      }
      if (!grows) {
        return;
      }
      try {
        update.commit();
        return;
      } catch (CommitFailedException e) {
        if (attempt == TRIES) {
          throw e;
        }
      }
    }
  }

  /** Whether a column of one type takes values of another: the same, or one it is wider than. */
  private static boolean takes(Type column, Type values) {
    return column.isPrimitiveType() && values.isPrimitiveType()
        ? TypeUtil.isPromotionAllowed(values, column.asPrimitiveType())
        : text(column).equals(text(values));
  }

  /** A nested type without the ids in it. */
  private static String text(Type type) {
    return FlinkSchemaUtil.convert(type).asSummaryString();
  }

  private static Schema schema(EventTypeName name, RowType result) {
    ArrayList<Types.NestedField> fields = new ArrayList<>();
    int id = result.getFieldCount();
    for (int i = 0; i < result.getFieldCount(); i++) {
      fields.add(
          Types.NestedField.optional(i + 1, result.getFieldNames().get(i), type(name, result, i)));
    }
    int[] last = {id};
    List<Types.NestedField> distinct =
        fields.stream()
            .map(
                field ->
                    Types.NestedField.from(field)
                        .ofType(
                            field.type().isPrimitiveType()
                                ? field.type()
                                : TypeUtil.assignFreshIds(field.type(), () -> ++last[0]))
                        .build())
            .toList();
    return new Schema(distinct);
  }

  private static Type type(EventTypeName name, RowType result, int column) {
    LogicalType type = result.getTypeAt(column);
    try {
      return FlinkSchemaUtil.convert(type.copy(true));
    } catch (UnsupportedOperationException | IllegalArgumentException e) {
      throw incompatible(
          name,
          "no column can take "
              + result.getFieldNames().get(column)
              + ", which is "
              + type.asSummaryString());
    }
  }

  private static LakeException incompatible(EventTypeName name, String why) {
    return new LakeException(
        LakeException.Code.SCHEMA_INCOMPATIBLE,
        "The table " + name + " cannot take the results: " + why);
  }
}
