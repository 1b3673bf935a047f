package com.eventbuspro.lake.table;

import com.eventbuspro.lake.LakeCatalog;
import com.eventbuspro.lake.LakeException;
import com.eventbuspro.lake.table.SchemaComparison.ObservedNames;
import com.eventbuspro.model.EventTypeName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.Transaction;
import org.apache.iceberg.UpdateProperties;
import org.apache.iceberg.UpdateSchema;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.CommitStateUnknownException;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.jspecify.annotations.Nullable;

/**
 * Makes an event type's two tables and keeps them as they should be.
 *
 * <p>Each method looks first and does only what is missing, each step is one atomic commit, and a
 * commit that loses a race starts over from what it finds. So all of them may be called again after
 * a failure of any kind, be killed at any point, and be run by several processes at once. Failures
 * of the catalog or the object store come out as Iceberg threw them.
 */
public final class LakeTables {
  private static final int ATTEMPTS = 10;

  private final LakeCatalog catalog;

  /** Works on the given lake. */
  public LakeTables(LakeCatalog catalog) {
    this.catalog = catalog;
  }

  /** Looks at what there is. */
  public Observation observe(TableSpec spec) {
    Table events = find(LakeCatalog.eventTable(spec.name()));
    Table quarantine = find(LakeCatalog.quarantineTable(spec.name()));
    TableOutcome.Refused refused = foreign(spec.name(), events, quarantine);
    if (refused != null) {
      return new Observation.Foreign(refused.table(), refused.reason());
    }
    if (events == null) {
      return new Observation.Missing();
    }
    List<TableDifference> differences = new ArrayList<>(ofEvents(spec, events));
    if (quarantine == null) {
      differences.add(
          new TableDifference(
              "quarantine", LakeCatalog.quarantineTable(spec.name()).toString(), ""));
    } else {
      differences.addAll(ofProperties("quarantine.", TableProperty.ofQuarantine(spec), quarantine));
    }
    return new Observation.Present(
        events.uuid(), events.location(), TableProperty.schemaVersion(events), differences);
  }

  /** Makes the tables that are not there yet, with the newest schema version's columns. */
  public TableOutcome create(TableSpec spec) {
    TableIdentifier eventsName = LakeCatalog.eventTable(spec.name());
    TableIdentifier quarantineName = LakeCatalog.quarantineTable(spec.name());
    Table events = find(eventsName);
    Table quarantine = find(quarantineName);
    TableOutcome.Refused refused = foreign(spec.name(), events, quarantine);
    if (refused != null) {
      return refused;
    }
    TableColumns columns = TableColumns.of(spec.versions());
    List<String> created = new ArrayList<>();
    catalog.ensureNamespace(spec.name());
    // The event table last: once it is there, all is, and a writer may start.
    if (quarantine == null
        && make(quarantineName, Quarantine.SCHEMA, TableProperty.ofQuarantine(spec))) {
      created.add(quarantineName.toString());
    }
    if (events == null) {
      Map<String, String> properties = new TreeMap<>(TableProperty.ofEvents(spec));
      properties.put(TableProperty.SCHEMA_VERSION, Integer.toString(columns.newestVersion()));
      if (make(eventsName, LakeSchemas.eventTable(columns), properties)) {
        created.add(eventsName.toString());
      }
    }
    if (!created.isEmpty()) {
      return new TableOutcome.Created(created);
    }
    TableOutcome.Refused raced = foreign(spec.name(), find(eventsName), find(quarantineName));
    return raced != null ? raced : new TableOutcome.Unchanged();
  }

  /**
   * Brings the tables to the newest schema version and the properties they should have: columns,
   * schema version and properties of a table in one commit. A table that knows a newer version
   * already is left at it.
   */
  public TableOutcome evolve(TableSpec spec) {
    for (int attempt = 1; ; attempt++) {
      Table events = find(LakeCatalog.eventTable(spec.name()));
      Table quarantine = find(LakeCatalog.quarantineTable(spec.name()));
      TableOutcome.Refused refused = foreign(spec.name(), events, quarantine);
      if (refused != null) {
        return refused;
      }
      if (events == null) {
        return new TableOutcome.Missing();
      }
      try {
        return evolve(spec, events, quarantine);
      } catch (LakeException e) {
        return new TableOutcome.Refused(events.name(), Objects.toString(e.getMessage()));
      } catch (CommitFailedException | CommitStateUnknownException e) {
        if (attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  private static TableOutcome evolve(TableSpec spec, Table events, @Nullable Table quarantine) {
    List<TableDifference> changes = new ArrayList<>(ofEvents(spec, events));
    if (!changes.isEmpty()) {
      change(spec, events);
    }
    if (quarantine != null) {
      Map<String, String> desired = TableProperty.ofQuarantine(spec);
      List<TableDifference> properties = ofProperties("quarantine.", desired, quarantine);
      if (!properties.isEmpty()) {
        UpdateProperties update = quarantine.updateProperties();
        desired.forEach(update::set);
        update.commit();
        changes.addAll(properties);
      }
    }
    return changes.isEmpty() ? new TableOutcome.Unchanged() : new TableOutcome.Changed(changes);
  }

  private static void change(TableSpec spec, Table events) {
    TableColumns columns = TableColumns.of(spec.versions());
    Transaction transaction = events.newTransaction();
    int tableVersion = TableProperty.schemaVersion(events);
    if (tableVersion <= columns.newestVersion()) {
      UpdateSchema updates = transaction.updateSchema();
      SchemaComparison.run(
          columns,
          events.schema().asStruct(),
          tableVersion,
          ObservedNames.OF_TABLE_VERSION,
          new SchemaUpdates(updates));
      updates.commit();
      UpdateSchema additions = transaction.updateSchema();
      SchemaComparison.run(
          columns,
          transaction.table().schema().asStruct(),
          tableVersion,
          ObservedNames.NEWEST,
          new SchemaAdditions(additions));
      additions.commit();
    }
    UpdateProperties properties = transaction.updateProperties();
    desiredProperties(spec, columns, events).forEach(properties::set);
    properties.commit();
    transaction.commitTransaction();
  }

  private static Map<String, String> desiredProperties(
      TableSpec spec, TableColumns columns, Table events) {
    Map<String, String> desired = new TreeMap<>(TableProperty.ofEvents(spec));
    int version = Math.max(columns.newestVersion(), TableProperty.schemaVersion(events));
    desired.put(TableProperty.SCHEMA_VERSION, Integer.toString(version));
    return desired;
  }

  private static List<TableDifference> ofEvents(TableSpec spec, Table events) {
    TableColumns columns = TableColumns.of(spec.versions());
    SchemaDifferences differences = new SchemaDifferences();
    int tableVersion = TableProperty.schemaVersion(events);
    if (tableVersion <= columns.newestVersion()) {
      SchemaComparison.run(
          columns,
          events.schema().asStruct(),
          tableVersion,
          ObservedNames.OF_TABLE_VERSION,
          differences);
    }
    List<TableDifference> found = new ArrayList<>(differences.found());
    found.addAll(ofProperties("", desiredProperties(spec, columns, events), events));
    return found;
  }

  private static List<TableDifference> ofProperties(
      String prefix, Map<String, String> desired, Table table) {
    List<TableDifference> found = new ArrayList<>();
    desired.forEach(
        (key, value) -> {
          String observed = table.properties().getOrDefault(key, "");
          if (!value.equals(observed)) {
            found.add(new TableDifference(prefix + "properties." + key, value, observed));
          }
        });
    return found;
  }

  private boolean make(TableIdentifier name, Schema schema, Map<String, String> properties) {
    try {
      catalog
          .iceberg()
          .buildTable(name, schema)
          .withPartitionSpec(LakeSchemas.byDayOfArrival(schema))
          .withProperty("format-version", "2")
          .withProperties(properties)
          .create();
      return true;
    } catch (AlreadyExistsException e) {
      return false;
    }
  }

  private @Nullable Table find(TableIdentifier name) {
    try {
      return catalog.iceberg().loadTable(name);
    } catch (NoSuchTableException e) {
      return null;
    }
  }

  private static TableOutcome.@Nullable Refused foreign(
      EventTypeName name, @Nullable Table events, @Nullable Table quarantine) {
    for (Table table : new Table[] {events, quarantine}) {
      if (table != null && !TableProperty.isOurs(table, name)) {
        return new TableOutcome.Refused(
            table.name(),
            "The table "
                + table.name()
                + " exists, and its property '"
                + TableProperty.EVENT_TYPE
                + "' is not "
                + name
                + ": it is not ours to change. Drop or rename it, or set the property to adopt it");
      }
    }
    return null;
  }
}
