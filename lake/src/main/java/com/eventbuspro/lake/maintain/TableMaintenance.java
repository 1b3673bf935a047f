package com.eventbuspro.lake.maintain;

import com.eventbuspro.lake.LakeCatalog;
import com.eventbuspro.lake.LakeException;
import com.eventbuspro.lake.maintain.MaintenanceRun.Size;
import com.eventbuspro.lake.table.LakeSchemas;
import com.eventbuspro.lake.table.TableProperty;
import com.eventbuspro.lake.write.FileAge;
import com.eventbuspro.lake.write.ReadBackOperations;
import com.eventbuspro.model.EventTypeName;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Supplier;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;

/**
 * Maintains the two tables of an event type, a bounded piece at a time. It decides by what the
 * tables say and keeps nothing, so it may be killed at any point and started again anywhere; two at
 * once on a table, beside any number of writers, do no harm: one of two conflicting changes is
 * refused, and nothing is deleted that a snapshot needs. See {@link
 * com.eventbuspro.lake.write.TableWriter} for the protocol that it must not break.
 */
public final class TableMaintenance {
  private final LakeCatalog catalog;
  private final MaintenanceTuning tuning;
  private final RecordedCommits recorded;
  private final MaintenanceObserver observer;
  private final Pace pace;
  private final Clock clock;

  /** Maintains tables of a lake. */
  public TableMaintenance(
      LakeCatalog catalog,
      MaintenanceTuning tuning,
      RecordedCommits recorded,
      MaintenanceObserver observer,
      Pace pace,
      Clock clock) {
    this.catalog = catalog;
    this.tuning = tuning;
    this.recorded = recorded;
    this.observer = observer;
    this.pace = pace;
    this.clock = clock;
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
      Supplier<Table> loader = loader(eventType, role);
      left = worse(left, retain(eventType, role, loader, policy));
      left = worse(left, compact(eventType, role, loader, policy));
      left = worse(left, expire(eventType, role, loader, policy));
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
      left = worse(left, removeOrphans(eventType, role));
    }
    return left;
  }

  private static Left worse(Left one, Left other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  private Left retain(
      EventTypeName eventType, TableRole role, Supplier<Table> loader, MaintenancePolicy policy) {
    Integer days = policy.retentionDays();
    if (days == null) {
      return Left.NOTHING;
    }
    return guarded(
        eventType,
        role,
        MaintenanceKind.RETENTION,
        () -> {
          Table table = loader.get();
          LocalDate firstKept = Retention.firstKept(clock.instant(), days);
          Retention.Past past = Retention.before(table, firstKept);
          if (past.files() == 0) {
            return Left.NOTHING;
          }
          RunReport report =
              report(eventType, role, MaintenanceKind.RETENTION, Retention.size(past));
          return reported(
              report,
              () -> {
                Retention.delete(wrap(table, loader, (base, wanted) -> {}), firstKept);
                report.done(
                    Size.NONE,
                    "Deleted what arrived before "
                        + firstKept
                        + ": "
                        + past.days()
                        + " days, "
                        + past.rows()
                        + " rows");
                return Left.MORE;
              });
        });
  }

  private Left compact(
      EventTypeName eventType, TableRole role, Supplier<Table> loader, MaintenancePolicy policy) {
    return guarded(
        eventType,
        role,
        MaintenanceKind.COMPACTION,
        () -> {
          FileAge age = new FileAge(clock);
          Table loaded = loader.get();
          Table table = wrap(loaded, loader, age);
          Snapshot snapshot = table.currentSnapshot();
          int snapshots = snapshots(table);
          if (snapshot == null || policy.targetFileBytes() == 0) {
            observer.looked(
                eventType,
                role,
                new TableLook(snapshot == null ? 0 : snapshot.snapshotId(), snapshots, Size.NONE));
            return Left.NOTHING;
          }
          PartitionSpec byDay = LakeSchemas.byDayOfArrival(table);
          Compaction compaction =
              new Compaction(table, role, byDay, policy.targetFileBytes(), tuning, clock.instant());
          observer.looked(
              eventType, role, new TableLook(snapshot.snapshotId(), snapshots, compaction.small()));
          Compaction.Round round = compaction.round(byDay);
          if (round.rewrites().isEmpty()) {
            return Left.NOTHING;
          }
          RunReport report =
              report(
                  eventType,
                  role,
                  MaintenanceKind.COMPACTION,
                  new Size(round.files(), round.bytes()));
          return reported(
              report,
              () -> rewrite(new FileRewrite(table, age, clock, pace), round, report, snapshot));
        });
  }

  private Left rewrite(
      FileRewrite rewrite, Compaction.Round round, RunReport report, Snapshot snapshot) {
    long done = 0;
    long files = round.files();
    long bytes = round.bytes();
    int overtaken = 0;
    for (Rewrite planned : round.rewrites()) {
      FileRewrite.Result result = rewrite.run(planned, snapshot.snapshotId());
      if (result.outcome() == FileRewrite.Outcome.DONE) {
        files += result.written().count() - planned.files().size();
        bytes += result.written().bytes() - planned.bytes();
      } else {
        overtaken++;
      }
      done += planned.bytes();
      report.at(done, round.bytes());
    }
    report.done(
        new Size(files, bytes),
        overtaken == 0 ? "" : overtaken + " rewrites were dropped: others changed the files first");
    return Left.MORE;
  }

  private Left expire(
      EventTypeName eventType, TableRole role, Supplier<Table> loader, MaintenancePolicy policy) {
    return guarded(
        eventType,
        role,
        MaintenanceKind.EXPIRY,
        () -> {
          Table loaded = loader.get();
          Table table = wrap(loaded, loader, SnapshotExpiry.check(loaded));
          long through =
              role == TableRole.EVENTS ? recorded.recordedThrough(eventType) : Long.MAX_VALUE;
          Instant now = clock.instant();
          List<Snapshot> old =
              new SnapshotExpiry(now, policy.snapshotRetention(), tuning.unrecordedAge(), through)
                  .expirable(table);
          if (old.isEmpty() || !isWorthIt(old, now, policy)) {
            return Left.NOTHING;
          }
          long all = snapshots(table);
          RunReport report = report(eventType, role, MaintenanceKind.EXPIRY, new Size(all, 0));
          return reported(
              report,
              () -> {
                SnapshotExpiry.expire(table, old);
                report.done(new Size(all - old.size(), 0), "");
                return Left.MORE;
              });
        });
  }

  /** Many, or any that has been there for twice as long as it should. */
  private boolean isWorthIt(List<Snapshot> old, Instant now, MaintenancePolicy policy) {
    long overdue = now.minus(policy.snapshotRetention().multipliedBy(2)).toEpochMilli();
    return old.size() >= tuning.fewSnapshots()
        || old.stream().anyMatch(snapshot -> snapshot.timestampMillis() < overdue);
  }

  private Left removeOrphans(EventTypeName eventType, TableRole role) {
    Supplier<Table> loader = loader(eventType, role);
    return guarded(
        eventType,
        role,
        MaintenanceKind.ORPHANS,
        () -> {
          if (!OrphanFiles.isPossible(loader.get())) {
            return Left.NOTHING;
          }
          RunReport report = report(eventType, role, MaintenanceKind.ORPHANS, Size.NONE);
          return reported(
              report,
              () -> {
                Instant now = clock.instant();
                OrphanFiles.Result result =
                    new OrphanFiles(
                            loader(eventType, TableRole.EVENTS),
                            loader,
                            now,
                            now.minus(tuning.orphanAge()),
                            pace)
                        .remove(percent -> report.at(percent, 100));
                report.done(
                    result.found(),
                    new Size(
                        result.found().count() - result.deleted().count(),
                        result.found().bytes() - result.deleted().bytes()),
                    "Deleted " + result.deleted().count() + " files that no snapshot needs");
                return Left.NOTHING;
              });
        });
  }

  private RunReport report(
      EventTypeName eventType, TableRole role, MaintenanceKind kind, Size before) {
    return new RunReport(observer, clock, eventType, role, kind, before);
  }

  /** What goes wrong once a run was announced is told as its end. */
  private static Left reported(RunReport report, Supplier<Left> work) {
    try {
      return work.get();
    } catch (Pace.MaintenanceStopped e) {
      throw e;
    } catch (RuntimeException e) {
      report.failed(e);
      return Left.FAILED;
    }
  }

  /** What goes wrong before that is a run that failed at once. */
  private Left guarded(
      EventTypeName eventType, TableRole role, MaintenanceKind kind, Supplier<Left> look) {
    try {
      return look.get();
    } catch (Pace.MaintenanceStopped e) {
      throw e;
    } catch (RuntimeException e) {
      if (e instanceof LakeException known && known.code() == LakeException.Code.TABLE_MISSING) {
        return Left.NOTHING;
      }
      report(eventType, role, kind, Size.NONE).failed(e);
      return Left.FAILED;
    }
  }

  private static int snapshots(Table table) {
    int count = 0;
    for (Snapshot ignored : table.snapshots()) {
      count++;
    }
    return count;
  }

  private static Table wrap(
      Table table, Supplier<Table> loader, ReadBackOperations.CommitCheck check) {
    return ReadBackOperations.wrap(table, loader, check);
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
