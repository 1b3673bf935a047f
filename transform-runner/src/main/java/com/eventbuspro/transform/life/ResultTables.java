package com.eventbuspro.transform.life;

import com.eventbuspro.lake.LakeCatalog;
import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.transform.source.LakeAccess;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.TableIdentifier;

/**
 * The lake tables that pipelines write: the one that people read, and beside it those of other
 * versions.
 */
final class ResultTables {
  private final LakeAccess lake;

  ResultTables(LakeAccess lake) {
    this.lake = lake;
  }

  /** The table of a version that is not, or not any more, the one that people read. */
  static EventTypeName beside(EventTypeName table, int version) {
    return EventTypeName.parse(table + "__v" + version);
  }

  /**
   * Puts a candidate's table in the place of the one that people read, which is kept under the
   * version that it is of. Nobody may write to either. May be repeated, also when it was
   * interrupted between the two steps.
   */
  void exchange(EventTypeName table, int oldVersion, int newVersion) {
    try (LakeCatalog open = lake.open()) {
      Catalog catalog = open.iceberg();
      TableIdentifier current = LakeCatalog.eventTable(table);
      TableIdentifier replaced = LakeCatalog.eventTable(beside(table, oldVersion));
      TableIdentifier candidate = LakeCatalog.eventTable(beside(table, newVersion));
      if (!catalog.tableExists(candidate)) {
        return;
      }
      if (catalog.tableExists(current)) {
        if (catalog.tableExists(replaced)) {
          // Of an earlier time when this version was replaced.
          var unused = catalog.dropTable(replaced, true);
        }
        catalog.renameTable(current, replaced);
      }
      catalog.renameTable(candidate, current);
    }
  }

  /** Drops the table of a candidate that nobody switched to; fine when it is not there. */
  void drop(EventTypeName table, int version) {
    try (LakeCatalog open = lake.open()) {
      var unused = open.iceberg().dropTable(LakeCatalog.eventTable(beside(table, version)), true);
    }
  }

  LakeAccess lake() {
    return lake;
  }
}
