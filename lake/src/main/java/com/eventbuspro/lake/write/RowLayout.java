package com.eventbuspro.lake.write;

import com.eventbuspro.lake.LakeException;
import com.eventbuspro.lake.table.Envelope;
import com.eventbuspro.lake.table.RowProjection;
import com.eventbuspro.lake.table.TableColumns;
import com.eventbuspro.lake.table.TableProperty;
import com.eventbuspro.model.event.Decoded;
import com.eventbuspro.model.position.ShardId;
import com.eventbuspro.model.schema.EventSchema;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.types.Types;
import org.jspecify.annotations.Nullable;

/**
 * Where each value of an event goes in a row of the table, as the table was when this was made. The
 * schema is kept: files written by this layout follow it, whatever becomes of the table meanwhile,
 * and fit the table all the same, since columns are found by field id.
 */
final class RowLayout {
  private final Schema schema;
  private final int tableVersion;
  private final TableColumns columns;
  private final Map<Integer, RowProjection> projections = new HashMap<>();
  private final List<Types.NestedField> fields;
  private final int[] data;
  private final boolean[] required;
  private final @Nullable Object[] cells;
  private final Places places;
  private int lastVersion;
  private @Nullable RowProjection last;

  private record Places(
      int id,
      int time,
      int source,
      int schemaVersion,
      int arrival,
      int shard,
      int sequence,
      int extra) {}

  private RowLayout(Schema schema, int tableVersion, TableColumns columns) {
    this.schema = schema;
    this.tableVersion = tableVersion;
    this.columns = columns;
    this.fields = schema.columns();
    this.cells = new Object[fields.size()];
    this.required = new boolean[fields.size()];
    Map<String, Integer> places = new HashMap<>();
    for (int i = 0; i < fields.size(); i++) {
      required[i] = fields.get(i).isRequired();
      places.put(fields.get(i).name(), i);
    }
    this.places =
        new Places(
            place(places, Envelope.ID),
            place(places, Envelope.TIME),
            place(places, Envelope.SOURCE),
            place(places, Envelope.SCHEMA_VERSION),
            place(places, Envelope.INGESTED_AT),
            place(places, Envelope.SHARD),
            place(places, Envelope.SEQUENCE),
            place(places, Envelope.EXTRA));
    this.data =
        places.entrySet().stream()
            .filter(place -> !Envelope.contains(place.getKey()))
            .mapToInt(Map.Entry::getValue)
            .sorted()
            .toArray();
  }

  /**
   * The layout of the table as it is.
   *
   * @param versions the schema versions that are known; newer ones than the table's are left aside
   * @throws LakeException {@code SCHEMA_BEHIND} if the table was evolved to a version not among
   *     them, or lacks a column of theirs
   */
  static RowLayout of(Table table, List<EventSchema> versions) {
    int tableVersion = TableProperty.schemaVersion(table);
    List<EventSchema> known =
        versions.stream().filter(version -> version.version() <= tableVersion).toList();
    if (known.stream().noneMatch(version -> version.version() == tableVersion)) {
      throw new LakeException(
          LakeException.Code.SCHEMA_BEHIND,
          "The table "
              + table.name()
              + " is at schema version "
              + tableVersion
              + ", which this writer was not given. Read the schemas again");
    }
    TableColumns columns = TableColumns.of(known);
    List<String> missing = columns.missingFrom(table.schema().asStruct());
    if (!missing.isEmpty()) {
      throw new LakeException(
          LakeException.Code.SCHEMA_BEHIND,
          "The table "
              + table.name()
              + " has lost its columns "
              + missing
              + ": values for them would have no place. The provisioner puts them back");
    }
    return new RowLayout(table.schema(), tableVersion, columns);
  }

  Schema schema() {
    return schema;
  }

  /** The schema version that the table was evolved to. */
  int tableVersion() {
    return tableVersion;
  }

  boolean isSameAs(RowLayout other) {
    return tableVersion == other.tableVersion
        && schema.schemaId() == other.schema.schemaId()
        && schema.sameSchema(other.schema);
  }

  /** The cells of one row; good until the next call. */
  @Nullable Object[] cells(Decoded.Event row, ShardId shard, String sequence, long arrivalMicros) {
    RowProjection projection = projection(row.schemaVersion());
    for (int place : data) {
      Object value = projection.value(row.values(), place);
      if (value == null && required[place]) {
        throw new IllegalArgumentException(
            "The required property '" + fields.get(place).name() + "' has no value");
      }
      cells[place] = value;
    }
    cells[places.id] = row.id();
    cells[places.time] = row.timeMicros();
    cells[places.source] = row.source();
    cells[places.schemaVersion] = row.schemaVersion();
    cells[places.arrival] = arrivalMicros;
    cells[places.shard] = shard.value();
    cells[places.sequence] = sequence;
    cells[places.extra] = row.extra();
    return cells;
  }

  private RowProjection projection(int version) {
    RowProjection projection = last;
    if (projection == null || version != lastVersion) {
      if (version > tableVersion) {
        throw new LakeException(
            LakeException.Code.SCHEMA_BEHIND,
            "A record of schema version "
                + version
                + " met a table that knows versions up to "
                + tableVersion
                + ". Evolve the table, then refresh the writer");
      }
      projection =
          projections.computeIfAbsent(version, key -> columns.projection(key, schema.asStruct()));
      last = projection;
      lastVersion = version;
    }
    return projection;
  }

  private static int place(Map<String, Integer> places, String column) {
    Integer place = places.get(column);
    if (place == null) {
      throw new LakeException(
          LakeException.Code.NOT_OURS, "The table has lost its column " + column);
    }
    return place;
  }
}
