package com.eventbuspro.lake.maintain;

import com.eventbuspro.lake.LakeException;
import com.eventbuspro.lake.maintain.MaintenanceRun.Size;
import com.eventbuspro.lake.maintain.TableMaintenance.Left;
import com.eventbuspro.lake.maintain.TableMaintenance.Tools;
import com.eventbuspro.lake.read.TableFiles;
import com.eventbuspro.lake.table.LakeSchemas;
import com.eventbuspro.lake.write.FileAge;
import com.eventbuspro.lake.write.ReadBackOperations;
import com.eventbuspro.model.EventTypeName;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Supplier;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.jspecify.annotations.Nullable;

/** One table in one turn. It is loaded once for all looks between which nothing was done. */
final class MaintainedTable {
  private final EventTypeName eventType;
  private final TableRole role;
  private final Supplier<Table> loader;
  private final Tools tools;
  private @Nullable Table loaded;

  MaintainedTable(EventTypeName eventType, TableRole role, Supplier<Table> loader, Tools tools) {
    this.eventType = eventType;
    this.role = role;
    this.loader = loader;
    this.tools = tools;
  }

  private Table get() {
    Table table = loaded;
    if (table == null) {
      table = loader.get();
      loaded = table;
    }
    return table;
  }

  private Table checked(ReadBackOperations.CommitCheck check) {
    return ReadBackOperations.wrap(get(), loader, check);
  }

  Left retain(MaintenancePolicy policy) {
    Integer days = policy.retentionDays();
    if (days == null) {
      return Left.NOTHING;
    }
    return guarded(
        MaintenanceKind.RETENTION,
        () -> {
          Table table = get();
          LocalDate firstKept = Retention.firstKept(tools.clock().instant(), days);
          Retention.Past past = Retention.before(table, firstKept);
          if (past.files() == 0) {
            return Left.NOTHING;
          }
          RunReport report = report(MaintenanceKind.RETENTION, Retention.size(past));
          return reported(
              report,
              () -> {
                Retention.delete(checked((base, wanted) -> {}), firstKept);
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

  Left compact(MaintenancePolicy policy) {
    return guarded(
        MaintenanceKind.COMPACTION,
        () -> {
          FileAge age = new FileAge(tools.clock());
          Table table = checked(age);
          Snapshot snapshot = table.currentSnapshot();
          int snapshots = snapshots(table);
          if (snapshot == null || policy.targetFileBytes() == 0) {
            tools
                .observer()
                .looked(
                    eventType,
                    role,
                    new TableLook(
                        snapshot == null ? 0 : snapshot.snapshotId(), snapshots, Size.NONE));
            return Left.NOTHING;
          }
          PartitionSpec byDay = LakeSchemas.byDayOfArrival(table);
          Compaction compaction =
              new Compaction(
                  table,
                  role,
                  byDay,
                  policy.targetFileBytes(),
                  tools.tuning(),
                  tools.clock().instant());
          tools
              .observer()
              .looked(
                  eventType,
                  role,
                  new TableLook(snapshot.snapshotId(), snapshots, compaction.small()));
          Compaction.Round round = compaction.round(byDay);
          if (round.rewrites().isEmpty()) {
            return Left.NOTHING;
          }
          RunReport report =
              report(MaintenanceKind.COMPACTION, new Size(round.files(), round.bytes()));
          return reported(
              report,
              () ->
                  rewrite(
                      new FileRewrite(
                          table, age, tools.clock(), tools.pace(), () -> new TableFiles(table)),
                      round,
                      report,
                      snapshot));
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

  Left expire(MaintenancePolicy policy) {
    return guarded(
        MaintenanceKind.EXPIRY,
        () -> {
          Table table = checked(SnapshotExpiry.check(get()));
          long through =
              role == TableRole.EVENTS
                  ? tools.recorded().recordedThrough(eventType)
                  : Long.MAX_VALUE;
          Instant now = tools.clock().instant();
          List<Snapshot> old =
              new SnapshotExpiry(
                      now, policy.snapshotRetention(), tools.tuning().unrecordedAge(), through)
                  .expirable(table);
          if (old.isEmpty() || !isWorthIt(old, now, policy)) {
            return Left.NOTHING;
          }
          long all = snapshots(table);
          RunReport report = report(MaintenanceKind.EXPIRY, new Size(all, 0));
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
    return old.size() >= tools.tuning().fewSnapshots()
        || old.stream().anyMatch(snapshot -> snapshot.timestampMillis() < overdue);
  }

  Left removeOrphans(Supplier<Table> events) {
    return guarded(
        MaintenanceKind.ORPHANS,
        () -> {
          if (!OrphanFiles.isPossible(loader.get())) {
            return Left.NOTHING;
          }
          RunReport report = report(MaintenanceKind.ORPHANS, Size.NONE);
          return reported(
              report,
              () -> {
                Instant now = tools.clock().instant();
                OrphanFiles.Result result =
                    new OrphanFiles(
                            events,
                            loader,
                            now,
                            now.minus(tools.tuning().orphanAge()),
                            tools.pace())
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

  private RunReport report(MaintenanceKind kind, Size before) {
    return new RunReport(tools.observer(), tools.clock(), eventType, role, kind, before);
  }

  /** What goes wrong once a run was announced is told as its end. */
  private Left reported(RunReport report, Supplier<Left> work) {
    // Whatever comes of it, the table is looked at anew.
    loaded = null;
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
  private Left guarded(MaintenanceKind kind, Supplier<Left> look) {
    try {
      return look.get();
    } catch (Pace.MaintenanceStopped e) {
      throw e;
    } catch (RuntimeException e) {
      if (e instanceof LakeException known && known.code() == LakeException.Code.TABLE_MISSING) {
        return Left.NOTHING;
      }
      report(kind, Size.NONE).failed(e);
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
}
