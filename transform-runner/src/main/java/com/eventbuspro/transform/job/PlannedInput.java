package com.eventbuspro.transform.job;

import com.eventbuspro.lake.table.Envelope;
import com.eventbuspro.lake.table.LakeSchemas;
import com.eventbuspro.lake.table.TableColumns;
import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.model.schema.EventSchema;
import com.eventbuspro.transform.sql.EventTypeTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.TypeUtil;
import org.apache.iceberg.types.Types;

/**
 * An event type as a pipeline sees it: with the columns, names and types of the schema version that
 * was the newest when it began to run. Later versions change nothing of that, so neither its result
 * nor the form of its state: what is new is not seen, what was renamed keeps its name, what was
 * widened is brought back. Every property may be null, since a later version may leave it out.
 *
 * <p>Parts of nested values are those of the newest version, and do change.
 */
final class PlannedInput {
  private final EventTypeTable table;
  private final Schema newest;
  private final Map<String, String> namesNow;

  private PlannedInput(EventTypeTable table, Schema newest, Map<String, String> namesNow) {
    this.table = table;
    this.newest = newest;
    this.namesNow = namesNow;
  }

  static PlannedInput of(EventTypeName name, StatePlan.Input input) {
    int version = input.schemaVersion();
    List<EventSchema> known =
        input.versions().stream().filter(schema -> schema.version() <= version).toList();
    if (known.isEmpty()) {
      throw new IllegalArgumentException(name + " has no schema version " + version);
    }
    TableColumns all = TableColumns.of(input.versions());
    Schema newest = LakeSchemas.eventTable(all);
    Map<String, String> namesNow =
        new HashMap<>(all.namesAt(known.get(known.size() - 1).version()));
    List<Types.NestedField> columns = new ArrayList<>();
    for (Types.NestedField column : LakeSchemas.eventTable(TableColumns.of(known)).columns()) {
      columns.add(planned(column, newest, namesNow));
    }
    // Only names and types of these are looked at; ids of different schemas stand side by side.
    return new PlannedInput(
        new EventTypeTable(name, distinct(columns), input.outOfOrderness()), newest, namesNow);
  }

  private static Types.NestedField planned(
      Types.NestedField column, Schema newest, Map<String, String> namesNow) {
    if (Envelope.contains(column.name())) {
      namesNow.put(column.name(), column.name());
      return column;
    }
    Types.NestedField optional = Types.NestedField.from(column).asOptional().build();
    return column.type().isPrimitiveType()
        ? optional
        : Types.NestedField.from(optional)
            .ofType(newest.findField(namesNow.get(column.name())).type())
            .build();
  }

  private static Schema distinct(List<Types.NestedField> columns) {
    int[] last = {columns.size()};
    List<Types.NestedField> fields = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      Types.NestedField column = columns.get(i);
      fields.add(
          Types.NestedField.from(column)
              .withId(i + 1)
              .ofType(
                  column.type().isPrimitiveType()
                      ? column.type()
                      : TypeUtil.assignFreshIds(column.type(), () -> ++last[0]))
              .build());
    }
    return new Schema(fields);
  }

  /** As SQL has it. */
  EventTypeTable table() {
    return table;
  }

  /** Columns as they are read: with their names and types of now. */
  Schema read(List<String> columns) {
    return new Schema(
        columns.stream().map(column -> newest.findField(namesNow.get(column))).toList());
  }

  /** The same columns as the pipeline wants them. */
  Schema wanted(List<String> columns) {
    return new Schema(columns.stream().map(table.columns()::findField).toList());
  }
}
