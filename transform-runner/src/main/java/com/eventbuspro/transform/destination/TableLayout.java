package com.eventbuspro.transform.destination;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.iceberg.Schema;
import org.apache.iceberg.flink.FlinkSchemaUtil;
import org.apache.iceberg.types.Types;

/** Brings results to the columns of a table that has others, too, or in another order. */
final class TableLayout implements MapFunction<RowData, RowData> {
  private static final long serialVersionUID = 1L;
  private static final int NONE = -1;

  private final RowType rows;
  private final int[] places;
  private final RowData.FieldGetter[] getters;

  private TableLayout(RowType rows, int[] places, RowData.FieldGetter[] getters) {
    this.rows = rows;
    this.places = places;
    this.getters = getters;
  }

  static TableLayout of(RowType result, Schema table) {
    List<RowType.RowField> fields = new ArrayList<>();
    int[] places = new int[table.columns().size()];
    RowData.FieldGetter[] getters = new RowData.FieldGetter[places.length];
    for (int i = 0; i < places.length; i++) {
      Types.NestedField column = table.columns().get(i);
      places[i] = result.getFieldIndex(column.name());
      LogicalType type =
          places[i] == NONE ? FlinkSchemaUtil.convert(column.type()) : result.getTypeAt(places[i]);
      fields.add(new RowType.RowField(column.name(), type));
      if (places[i] != NONE) {
        getters[i] = RowData.createFieldGetter(type, places[i]);
      }
    }
    return new TableLayout(new RowType(false, fields), places, getters);
  }

  RowType rows() {
    return rows;
  }

  /** Whether nothing is to be done. */
  boolean isSame() {
    for (int i = 0; i < places.length; i++) {
      if (places[i] != i) {
        return false;
      }
    }
    return true;
  }

  @Override
  public RowData map(RowData result) {
    GenericRowData row = new GenericRowData(result.getRowKind(), places.length);
    for (int i = 0; i < places.length; i++) {
      row.setField(i, places[i] == NONE ? null : getters[i].getFieldOrNull(result));
    }
    return row;
  }
}
