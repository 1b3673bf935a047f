package com.eventbuspro.transform.life;

import com.eventbuspro.lake.LakeCatalog;
import com.eventbuspro.lake.maintain.MaintenancePolicy;
import com.eventbuspro.lake.maintain.MaintenanceTuning;
import com.eventbuspro.lake.maintain.ResultCompaction;
import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.model.pipeline.PipelineDestination;
import com.eventbuspro.model.pipeline.PipelineName;
import com.eventbuspro.transform.destination.ResultSnapshots;
import com.eventbuspro.transform.destination.TableOwner;
import com.eventbuspro.transform.store.Assignment;
import com.eventbuspro.transform.store.LeaseLostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.NoSuchNamespaceException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the lake tables that pipelines write fast to read and to commit to: each checkpoint adds
 * files, which are made few, and a snapshot, which is expired when it is old. All of it may be
 * repeated.
 */
final class TableUpkeep {
  private static final Logger LOG = LoggerFactory.getLogger(TableUpkeep.class);
  private static final Duration PAUSE = Duration.ofMinutes(10);
  private static final Duration AGE = MaintenancePolicy.DEFAULT.snapshotRetention();
  private static final int NEWEST = 100;
  private static final int AT_ONCE = 5_000;

  /** Keys of deleted rows are held in memory, some hundred bytes each. */
  private static final long MOST_DELETES = 200_000;

  /** Of a table at a time, so that others have their turn. */
  private static final int ROUNDS = 4;

  private final Kit kit;
  private final Clock clock;
  private final ResultSnapshots snapshots = new ResultSnapshots(NEWEST, AT_ONCE);
  private final ResultCompaction compaction;
  private Instant due = Instant.EPOCH;

  TableUpkeep(Kit kit, Clock clock) {
    this.kit = kit;
    this.clock = clock;
    this.compaction =
        new ResultCompaction(
            MaintenanceTuning.DEFAULT,
            MaintenancePolicy.DEFAULT.targetFileBytes(),
            MOST_DELETES,
            clock);
  }

  /** Does what is due, if it is time. */
  void look() {
    if (clock.instant().isBefore(due)) {
      return;
    }
    due = clock.instant().plus(PAUSE);
    for (PipelineName pipeline : kit.pipelines().generations().keySet()) {
      try {
        keep(pipeline);
      } catch (LeaseLostException e) {
        throw e;
      } catch (RuntimeException e) {
        LOG.warn("The tables of {} were not kept; it is tried again in ten minutes", pipeline, e);
      }
    }
  }

  private void keep(PipelineName pipeline) {
    Optional<Assignment> wanted = kit.pipelines().assignment(pipeline);
    if (wanted.isPresent()
        && kit.pipelines().definition(pipeline, wanted.get().version()).destination()
            instanceof PipelineDestination.LakeTable table) {
      keep(
          new Situation(wanted.get(), kit.runs().of(pipeline), Map.of(), kit.engine().term()),
          table.name());
    }
  }

  /** The table that people read, and those of other versions. */
  private void keep(Situation now, EventTypeName table) {
    RestorableJobs restorable =
        new RestorableJobs(now, job -> kit.checkpoints().newest(job).isPresent());
    try (LakeCatalog lake = kit.tables().lake().open()) {
      for (TableIdentifier found : tables(lake, table.domain())) {
        if (isOf(table, found.name())) {
          keep(now.wanted().pipeline().value(), () -> lake.iceberg().loadTable(found), restorable);
        }
      }
    }
  }

  private void keep(String pipeline, Supplier<Table> table, RestorableJobs restorable) {
    Table found = table.get();
    if (!TableOwner.owns(pipeline, found)) {
      return;
    }
    kit.lease().requireHeld();
    int expired = snapshots.expire(pipeline, table, clock.instant().minus(AGE), restorable);
    LOG.debug("{} snapshots of {} were expired", expired, found);
    ResultCompaction.Done done;
    int rounds = 0;
    do {
      done = compaction.round(table, kit.lease()::requireHeld);
      if (done.before().count() > 0) {
        LOG.info(
            "{}: {} files of {} bytes became {} of {}",
            found,
            done.before().count(),
            done.before().bytes(),
            done.after().count(),
            done.after().bytes());
      }
    } while (done.more() && ++rounds < ROUNDS);
  }

  private static List<TableIdentifier> tables(LakeCatalog lake, String domain) {
    try {
      return lake.iceberg().listTables(Namespace.of(domain));
    } catch (NoSuchNamespaceException e) {
      // Nothing ran yet.
      return List.of();
    }
  }

  static boolean isOf(EventTypeName table, String name) {
    return name.startsWith(table.event())
        && name.substring(table.event().length()).matches("(__v[0-9]+)?");
  }
}
