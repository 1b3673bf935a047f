package com.eventbuspro.transform.preview;

import com.eventbuspro.lake.table.Envelope;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.crypto.Mac;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.iceberg.Schema;
import org.apache.iceberg.flink.FlinkSchemaUtil;
import org.apache.iceberg.types.Types;
import org.jspecify.annotations.Nullable;

/** Which columns of a table are read, and how they come into the place where SQL expects them. */
final class SliceColumns implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int NONE = -1;

  private final RowData.FieldGetter[] getters;
  private final @Nullable Masking[] masks;
  private final int time;
  private final int arrival;

  private SliceColumns(
      RowData.FieldGetter[] getters, @Nullable Masking[] masks, int time, int arrival) {
    this.getters = getters;
    this.masks = masks;
    this.time = time;
    this.arrival = arrival;
  }

  /**
   * The columns to read of a table: those wanted that it has, and the arrival where it decides. A
   * column that the newest schema version brought may not be there yet: it is null in every row so
   * far.
   */
  static Schema read(RowType wanted, TableSlice slice) {
    Schema table = slice.columns();
    List<Types.NestedField> fields = new ArrayList<>();
    for (String name : wanted.getFieldNames()) {
      Types.NestedField field = table.asStruct().field(name);
      if (field != null) {
        fields.add(field);
      }
    }
    boolean decides = slice.fromMicros() != TableSlice.BEGINNING;
    // Rows are counted even if nothing of them is wanted.
    if (fields.isEmpty() || (decides && !wanted.getFieldNames().contains(Envelope.INGESTED_AT))) {
      fields.add(table.findField(Envelope.INGESTED_AT));
    }
    return new Schema(fields);
  }

  /**
   * How they come into place.
   *
   * @param masked the columns that are masked
   */
  static SliceColumns of(RowType wanted, Schema read, Set<String> masked) {
    List<String> names = read.columns().stream().map(Types.NestedField::name).toList();
    RowType types = FlinkSchemaUtil.convert(read);
    int count = wanted.getFieldCount();
    RowData.FieldGetter[] getters = new RowData.FieldGetter[count];
    @Nullable Masking[] masks = new Masking[count];
    for (int i = 0; i < count; i++) {
      String name = wanted.getFieldNames().get(i);
      LogicalType type = wanted.getTypeAt(i);
      int at = names.indexOf(name);
      getters[i] = at < 0 ? row -> null : RowData.createFieldGetter(types.getTypeAt(at), at);
      masks[i] = masked.contains(name) ? new Masking(type) : null;
    }
    return new SliceColumns(
        getters,
        masks,
        wanted.getFieldNames().indexOf(Envelope.TIME),
        names.indexOf(Envelope.INGESTED_AT));
  }

  /** Where the arrival is among what was read; negative if it was not. */
  int arrival() {
    return arrival;
  }

  GenericRowData wanted(RowData row, Mac hash) {
    GenericRowData wanted = new GenericRowData(getters.length);
    for (int i = 0; i < getters.length; i++) {
      Object value = getters[i].getFieldOrNull(row);
      Masking mask = masks[i];
      wanted.setField(i, mask == null ? value : mask.mask(value, hash));
    }
    if (time != NONE) {
      // Flink's event time has milliseconds, here as where a pipeline reads.
      TimestampData exact = (TimestampData) wanted.getField(time);
      wanted.setField(time, TimestampData.fromEpochMillis(exact.getMillisecond()));
    }
    return wanted;
  }
}
