package com.eventbuspro.lake.table;

import com.eventbuspro.lake.LakeException;
import com.eventbuspro.model.schema.EventSchema;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.types.Types;

/**
 * The columns that an event type's schema versions make together: what the table must look like,
 * and where the values of each version go.
 */
public final class TableColumns {
  private final List<Column> columns;
  private final List<EventSchema> versions;

  private TableColumns(List<Column> columns, List<EventSchema> versions) {
    this.columns = columns;
    this.versions = versions;
  }

  /**
   * Merges versions, in any order, without gaps in their meaning: each follows the one before it.
   *
   * @throws LakeException {@code SCHEMA_INCOMPATIBLE} if the table could not follow
   */
  public static TableColumns of(List<EventSchema> versions) {
    if (versions.isEmpty()) {
      throw new IllegalArgumentException("A table needs at least one schema version");
    }
    List<EventSchema> ordered =
        versions.stream().sorted(Comparator.comparingInt(EventSchema::version)).toList();
    EventSchema first = ordered.get(0);
    List<Column> columns = ColumnMerger.first(first.root(), first.version());
    for (EventSchema version : ordered.subList(1, ordered.size())) {
      columns = ColumnMerger.merge(columns, version.root(), version.version());
    }
    for (Column column : columns) {
      if (Envelope.contains(column.name())) {
        throw new LakeException(
            LakeException.Code.SCHEMA_INCOMPATIBLE,
            "The property '" + column.name() + "' has the name of an envelope column");
      }
    }
    return new TableColumns(List.copyOf(columns), ordered);
  }

  /** The newest version among those merged. */
  public int newestVersion() {
    return versions.get(versions.size() - 1).version();
  }

  /** The versions that were merged, oldest first. */
  public List<EventSchema> versions() {
    return versions;
  }

  /**
   * What the columns were called in a table that was evolved to one of the versions: for each that
   * was there, its name then and its name now, in the order of the columns.
   */
  public Map<String, String> namesAt(int version) {
    Map<String, String> names = new LinkedHashMap<>();
    for (Column column : columns) {
      if (column.existsAt(version)) {
        names.put(column.nameAt(version), column.name());
      }
    }
    return names;
  }

  /**
   * How the values of a version come into the shape of the table.
   *
   * @param version one of those merged
   * @param table the table's columns, which bear the names of the newest version merged
   * @throws IllegalArgumentException if the version is not among those merged
   */
  public RowProjection projection(int version, Types.StructType table) {
    EventSchema schema =
        versions.stream()
            .filter(candidate -> candidate.version() == version)
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("Unknown schema version " + version));
    return RowProjection.of(columns, version, table, schema.root());
  }

  /**
   * The columns, nested ones too, that a table lacks: values for them would have no place.
   *
   * @param table the table's columns, which bear the names of the newest version merged
   */
  public List<String> missingFrom(Types.StructType table) {
    List<String> missing = new ArrayList<>();
    SchemaComparison.run(
        this,
        table,
        newestVersion(),
        SchemaComparison.ObservedNames.NEWEST,
        new SchemaGaps(missing));
    return missing;
  }

  List<Column> columns() {
    return columns;
  }
}
