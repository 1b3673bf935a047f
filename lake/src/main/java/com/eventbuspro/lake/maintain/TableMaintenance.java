package com.eventbuspro.lake.maintain;

import com.eventbuspro.lake.LakeCatalog;
import com.eventbuspro.lake.LakeException;
import com.eventbuspro.lake.table.TableProperty;
import com.eventbuspro.model.EventTypeName;
import java.time.Clock;
import java.util.function.Supplier;
import org.apache.iceberg.Table;

/**
 * Maintains the two tables of an event type, a bounded piece at a time. It decides by what the
 * tables say and keeps nothing, so it may be killed at any point and started again anywhere; two at
 * once on a table, beside any number of writers, do no harm: one of two conflicting changes is
 * refused, and nothing is deleted that a snapshot needs. The package {@code
 * com.eventbuspro.lake.write} states the protocol that it must not break.
 */
public final class TableMaintenance {
  private final LakeCatalog catalog;
  private final Tools tools;

  /** What the work is done with. */
  record Tools(
      MaintenanceTuning tuning,
      RecordedCommits recorded,
      MaintenanceObserver observer,
      Pace pace,
      Clock clock) {}

  /** Maintains tables of a lake. */
  public TableMaintenance(
      LakeCatalog catalog,
      MaintenanceTuning tuning,
      RecordedCommits recorded,
      MaintenanceObserver observer,
      Pace pace,
      Clock clock) {
    this.catalog = catalog;
    this.tools = new Tools(tuning, recorded, observer, pace, clock);
  }

  /** What is left after a round. */
  public enum Left {
    /** Nothing is to be done at the moment. */
    NOTHING,
    /** Something was done, or there is more to do: look again soon. */
    MORE,
    /** Something failed, and the observer was told: try again later. */
    FAILED
  }

  /**
   * One round: retention, then some compaction, then expiry of snapshots.
   *
   * @throws Pace.MaintenanceStopped if the pace says so
   */
  public Left round(EventTypeName eventType, MaintenancePolicy policy) {
    Left left = Left.NOTHING;
    for (TableRole role : TableRole.values()) {
      MaintainedTable table = table(eventType, role);
      left = worse(left, table.retain(policy));
      left = worse(left, table.compact(policy));
      left = worse(left, table.expire(policy));
    }
    return left;
  }

  /**
   * Deletes orphaned files of both tables. Lists all of their files: for once a day.
   *
   * @throws Pace.MaintenanceStopped if the pace says so
   */
  public Left removeOrphans(EventTypeName eventType) {
    Left left = Left.NOTHING;
    for (TableRole role : TableRole.values()) {
      left = worse(left, table(eventType, role).removeOrphans(loader(eventType, TableRole.EVENTS)));
    }
    return left;
  }

  private static Left worse(Left one, Left other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  private MaintainedTable table(EventTypeName eventType, TableRole role) {
    return new MaintainedTable(eventType, role, loader(eventType, role), tools);
  }

  private Supplier<Table> loader(EventTypeName eventType, TableRole role) {
    return () -> {
      Table table =
          switch (role) {
            case EVENTS -> catalog.load(eventType);
            case QUARANTINE -> catalog.loadQuarantine(eventType);
          };
      if (!TableProperty.isOurs(table, eventType)) {
        throw new LakeException(
            LakeException.Code.NOT_OURS,
            "The table " + table.name() + " does not belong to the event type " + eventType);
      }
      return table;
    };
  }
}
