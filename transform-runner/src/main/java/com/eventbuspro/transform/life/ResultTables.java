package com.eventbuspro.transform.life;

import com.eventbuspro.lake.LakeCatalog;
import com.eventbuspro.lake.LakeException;
import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.model.pipeline.PipelineDestination;
import com.eventbuspro.model.pipeline.PipelineName;
import com.eventbuspro.transform.destination.Fence;
import com.eventbuspro.transform.destination.TableOwner;
import com.eventbuspro.transform.source.LakeAccess;
import com.eventbuspro.transform.store.Definition;
import com.eventbuspro.transform.store.Run.Role;
import java.util.Optional;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lake tables that a pipeline writes: the one that people read, and beside it those of other
 * versions. What belongs to somebody else is never moved or dropped, whatever it is called.
 */
final class ResultTables {
  private static final Logger LOG = LoggerFactory.getLogger(ResultTables.class);

  private final LakeAccess lake;

  ResultTables(LakeAccess lake) {
    this.lake = lake;
  }

  /** The table of a version that is not, or not any more, the one that people read. */
  static EventTypeName beside(EventTypeName table, int version) {
    return EventTypeName.parse(table + "__v" + version);
  }

  /** The table that a version writes in a role; nothing if it writes no lake table. */
  static Optional<EventTypeName> written(Definition version, Role role) {
    return version.destination() instanceof PipelineDestination.LakeTable table
        ? Optional.of(
            role == Role.CANDIDATE ? beside(table.name(), version.version()) : table.name())
        : Optional.empty();
  }

  /**
   * Keeps a job from a table, if it only seems to be gone: what it commits later is refused. Fine
   * when there is no such table.
   */
  void shut(PipelineName pipeline, EventTypeName table, Fence fence) {
    try (LakeCatalog open = lake.open()) {
      TableIdentifier name = LakeCatalog.eventTable(table);
      find(open.iceberg(), name)
          .filter(found -> TableOwner.owns(pipeline.value(), found))
          .ifPresent(found -> fence.takeOver(found, () -> open.iceberg().loadTable(name)));
    }
  }

  /**
   * Puts a candidate's table in the place of the one that people read, which is kept under the
   * version that it is of. Nobody may write to either. May be repeated, also when it was
   * interrupted between the two steps.
   *
   * @return whether anything was to be done
   * @throws LakeException {@code NOT_OURS} if one of the tables is somebody else's; nothing is done
   *     then
   */
  boolean exchange(PipelineName pipeline, EventTypeName table, int oldVersion, int newVersion) {
    try (LakeCatalog open = lake.open()) {
      Catalog catalog = open.iceberg();
      TableIdentifier current = LakeCatalog.eventTable(table);
      TableIdentifier replaced = LakeCatalog.eventTable(beside(table, oldVersion));
      TableIdentifier candidate = LakeCatalog.eventTable(beside(table, newVersion));
      if (!isThere(catalog, candidate, pipeline)) {
        return false;
      }
      boolean earlier = isThere(catalog, replaced, pipeline);
      if (isThere(catalog, current, pipeline)) {
        if (earlier) {
          // Of an earlier time when this version was replaced.
          var unused = catalog.dropTable(replaced, true);
        }
        catalog.renameTable(current, replaced);
      }
      catalog.renameTable(candidate, current);
      return true;
    }
  }

  /**
   * Drops the table of a candidate that nobody switched to. Fine when there is none, and when it is
   * somebody else's: then the candidate never had one.
   */
  void drop(PipelineName pipeline, EventTypeName table, int version) {
    try (LakeCatalog open = lake.open()) {
      TableIdentifier candidate = LakeCatalog.eventTable(beside(table, version));
      Optional<Table> found = find(open.iceberg(), candidate);
      if (found.isEmpty()) {
        return;
      }
      if (TableOwner.owns(pipeline.value(), found.get())) {
        var unused = open.iceberg().dropTable(candidate, true);
      } else {
        LOG.warn("The table {} is not {}'s and stays", candidate, pipeline);
      }
    }
  }

  private static boolean isThere(Catalog catalog, TableIdentifier name, PipelineName pipeline) {
    Optional<Table> found = find(catalog, name);
    found.ifPresent(table -> TableOwner.require(pipeline.value(), table));
    return found.isPresent();
  }

  private static Optional<Table> find(Catalog catalog, TableIdentifier name) {
    try {
      return Optional.of(catalog.loadTable(name));
    } catch (NoSuchTableException e) {
      return Optional.empty();
    }
  }

  LakeAccess lake() {
    return lake;
  }
}
