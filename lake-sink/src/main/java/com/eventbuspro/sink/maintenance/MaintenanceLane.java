package com.eventbuspro.sink.maintenance;

import com.eventbuspro.lake.LakeCatalog;
import com.eventbuspro.lake.maintain.MaintenanceObserver;
import com.eventbuspro.lake.maintain.MaintenancePolicy;
import com.eventbuspro.lake.maintain.MaintenanceRun;
import com.eventbuspro.lake.maintain.MaintenanceTuning;
import com.eventbuspro.lake.maintain.Pace;
import com.eventbuspro.lake.maintain.RecordedCommits;
import com.eventbuspro.lake.maintain.TableLook;
import com.eventbuspro.lake.maintain.TableMaintenance;
import com.eventbuspro.lake.maintain.TableMaintenance.Left;
import com.eventbuspro.lake.maintain.TableRole;
import com.eventbuspro.model.EventTypeName;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One lane for the maintenance of all tables that this JVM captures: one table at a time, one
 * bounded piece of work at a time, those that have waited longest first, on a share of one core.
 * What is to be done the tables say; nothing is kept but when to look again. Another JVM that does
 * the same to the same tables does no harm.
 */
public final class MaintenanceLane implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(MaintenanceLane.class);

  private final Supplier<LakeCatalog> catalog;
  private final RecordedCommits recorded;
  private final MaintenanceObserver observer;
  private final Clock clock;
  private final CpuShare pace;
  private final ScheduledExecutorService thread;
  private final Map<EventTypeName, TableTurn> turns = new HashMap<>();
  private final Map<EventTypeName, ScheduledFuture<?>> next = new HashMap<>();
  private final Map<EventTypeName, Object> owners = new HashMap<>();
  private final Watch watch = new Watch();
  private @Nullable TableMaintenance maintenance;

  /**
   * An empty lane.
   *
   * @param catalog the lake, which may not be there yet
   * @param recorded what the ledger has seen
   * @param observers who is told
   * @param share how much of one core may be used, more than 0 and at most 1
   */
  public MaintenanceLane(
      Supplier<LakeCatalog> catalog,
      RecordedCommits recorded,
      List<MaintenanceObserver> observers,
      double share,
      Clock clock) {
    this.catalog = catalog;
    this.recorded = recorded;
    this.clock = clock;
    this.pace = new CpuShare(share);
    List<MaintenanceObserver> all = new ArrayList<>(observers);
    all.add(watch);
    this.observer = new Observers(all);
    ScheduledThreadPoolExecutor pool =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread made = new Thread(task, "maintenance");
              made.setDaemon(true);
              return made;
            });
    pool.setRemoveOnCancelPolicy(true);
    this.thread = pool;
  }

  /**
   * Maintains an event type's tables from now on, by this policy.
   *
   * @param owner who is to take it out again; whoever enters it last
   */
  synchronized void enter(EventTypeName eventType, MaintenancePolicy policy, Object owner) {
    owners.put(eventType, owner);
    TableTurn turn = turns.get(eventType);
    if (turn == null) {
      turn = new TableTurn(policy, clock.instant(), ThreadLocalRandom.current());
      turns.put(eventType, turn);
      schedule(eventType, turn.first());
    } else if (!turn.policy().equals(policy)) {
      turn.use(policy);
      schedule(eventType, turn.first());
    }
  }

  /**
   * Maintains an event type's tables no longer; what is being done to them ends by itself. Nothing
   * happens if somebody else has entered it since.
   */
  synchronized void leave(EventTypeName eventType, Object owner) {
    if (!owners.remove(eventType, owner)) {
      return;
    }
    turns.remove(eventType);
    ScheduledFuture<?> planned = next.remove(eventType);
    if (planned != null) {
      planned.cancel(false);
    }
    observer.left(eventType);
  }

  private synchronized void schedule(EventTypeName eventType, Duration after) {
    if (!turns.containsKey(eventType) || thread.isShutdown()) {
      return;
    }
    ScheduledFuture<?> planned = next.get(eventType);
    if (planned != null) {
      planned.cancel(false);
    }
    try {
      next.put(
          eventType,
          thread.schedule(() -> take(eventType), after.toMillis(), TimeUnit.MILLISECONDS));
    } catch (RejectedExecutionException e) {
      LOG.debug("Maintenance ends", e);
    }
  }

  private void take(EventTypeName eventType) {
    TableTurn turn;
    MaintenancePolicy policy;
    synchronized (this) {
      turn = turns.get(eventType);
      if (turn == null) {
        return;
      }
      policy = turn.policy();
    }
    Left left = Left.FAILED;
    try {
      left = work(eventType, turn, policy);
    } catch (Pace.MaintenanceStopped e) {
      return;
    } catch (RuntimeException | LinkageError e) {
      LOG.warn("Maintenance of {} failed; it is tried again", eventType, e);
    }
    synchronized (this) {
      Duration pause = turn.next(left, watch.seen(eventType));
      schedule(eventType, turn.policy().equals(policy) ? pause : turn.first());
    }
  }

  private Left work(EventTypeName eventType, TableTurn turn, MaintenancePolicy policy) {
    TableMaintenance tables = maintenance();
    Left left = tables.round(eventType, policy);
    if (left == Left.NOTHING && turn.orphansAreDue(clock.instant())) {
      left = tables.removeOrphans(eventType);
      turn.orphansWereSought(clock.instant());
    }
    return left;
  }

  private TableMaintenance maintenance() {
    TableMaintenance made = maintenance;
    if (made == null) {
      made =
          new TableMaintenance(
              catalog.get(), MaintenanceTuning.DEFAULT, recorded, observer, pace, clock);
      maintenance = made;
    }
    return made;
  }

  /** Ends at the next step of whatever is being done; nothing needs to be finished. */
  @Override
  public void close() {
    pace.stop();
    thread.shutdownNow();
  }

  /** Remembers how tables were when last looked at, to tell whether they change. */
  private static final class Watch implements MaintenanceObserver {
    private final Map<EventTypeName, Map<TableRole, Long>> snapshots = new HashMap<>();

    @Override
    public synchronized void looked(EventTypeName eventType, TableRole table, TableLook look) {
      snapshots.computeIfAbsent(eventType, e -> new HashMap<>()).put(table, look.snapshotId());
    }

    @Override
    public void changed(MaintenanceRun run) {}

    @Override
    public synchronized void left(EventTypeName eventType) {
      snapshots.remove(eventType);
    }

    synchronized long seen(EventTypeName eventType) {
      return Objects.hashCode(snapshots.get(eventType));
    }
  }
}
