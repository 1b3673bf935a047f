package com.eventbuspro.sink;

import com.eventbuspro.dataplane.Daemons;
import com.eventbuspro.dataplane.DatabasePool;
import com.eventbuspro.dataplane.PostgresDriver;
import com.eventbuspro.dataplane.metrics.MetricsEndpoint;
import com.eventbuspro.lake.LakeCatalog;
import com.eventbuspro.sink.ledger.LedgerRecorder;
import com.eventbuspro.sink.maintenance.MaintenanceLane;
import com.eventbuspro.sink.maintenance.MaintenanceMetrics;
import com.eventbuspro.sink.maintenance.MaintenanceReports;
import com.eventbuspro.sink.metrics.SinkMetrics;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * What all parts of the sink in one JVM share: assignments, conditions, ledger, metrics, the lake's
 * catalog, and threads for work that waits. The last one to let go closes it.
 */
final class SinkRuntime {
  private static final Map<LakeSinkConfig, SinkRuntime> RUNNING = new HashMap<>();
  private static final Logger LOG = LoggerFactory.getLogger(SinkRuntime.class);
  private static final int CONNECTIONS = 2;
  // Commits mostly wait for the object store: some ten a second and thread.
  private static final int IO_THREADS = 12;

  /** Of one core: what capture leaves over on a small machine. */
  private static final double MAINTENANCE_SHARE = 0.25;

  private final LakeSinkConfig config;
  private final HikariDataSource database;
  private final AssignmentPoller assignments;
  private final Conditions conditions;
  private final CaptureReports captures;
  private final LedgerRecorder ledger;
  private final SinkMetrics metrics;
  private final MetricsEndpoint endpoint;
  private final MaintenanceReports maintenanceReports;
  private final MaintenanceLane maintenance;
  private final ExecutorService io =
      Executors.newFixedThreadPool(IO_THREADS, Daemons.named("lake-io"));
  private final CommitLine line = new CommitLine(IO_THREADS);
  private final MemoryBudget memory = MemoryBudget.ofHeap();
  private @Nullable LakeCatalog catalog;
  private int users;

  private SinkRuntime(LakeSinkConfig config) {
    Clock clock = Clock.systemUTC();
    JsonMapper json = JsonMapper.builder().build();
    this.config = config;
    this.database = DatabasePool.open(config.platform().database(), "lake-sink", CONNECTIONS);
    this.conditions = new Conditions(database, clock);
    this.assignments =
        new AssignmentPoller(
            new AssignmentView(database, json),
            new AssignmentFile(Path.of(config.directory()), json),
            clock);
    this.captures = new CaptureReports(database, clock);
    this.ledger = new LedgerRecorder(database, this::catalog, clock);
    this.metrics = new SinkMetrics(clock);
    MaintenanceMetrics maintained = new MaintenanceMetrics();
    this.maintenanceReports = new MaintenanceReports(database, clock);
    this.maintenance =
        new MaintenanceLane(
            this::catalog,
            ledger::through,
            List.of(maintained, maintenanceReports),
            MAINTENANCE_SHARE,
            clock);
    this.endpoint =
        new MetricsEndpoint(List.of(metrics.collector(), maintained.collector()), config.metrics());
    conditions.start();
    assignments.start();
    captures.start();
    ledger.start();
    endpoint.start();
    maintenanceReports.start();
  }

  static SinkRuntime acquire(LakeSinkConfig config) {
    synchronized (RUNNING) {
      SinkRuntime runtime = RUNNING.computeIfAbsent(config, SinkRuntime::new);
      runtime.users++;
      return runtime;
    }
  }

  void release() {
    synchronized (RUNNING) {
      users--;
      if (users == 0) {
        RUNNING.remove(config);
        close();
      }
    }
  }

  Assignments assignments() {
    return assignments.current();
  }

  Conditions conditions() {
    return conditions;
  }

  CaptureReports captures() {
    return captures;
  }

  LedgerRecorder ledger() {
    return ledger;
  }

  SinkMetrics metrics() {
    return metrics;
  }

  MaintenanceLane maintenance() {
    return maintenance;
  }

  /** Threads for whoever has a place in the line. */
  Executor io() {
    return io;
  }

  CommitLine line() {
    return line;
  }

  MemoryBudget memory() {
    return memory;
  }

  /** The lake's catalog, opened when first needed; not from a task's thread, since it may wait. */
  synchronized LakeCatalog catalog() {
    LakeCatalog open = catalog;
    if (open == null) {
      open = LakeCatalog.open(config.lake());
      catalog = open;
    }
    return open;
  }

  /** Opens the catalog, so that the first event type does not wait for its client to be loaded. */
  void openCatalogSoon() {
    io.execute(this::openCatalog);
  }

  private void openCatalog() {
    try {
      catalog();
    } catch (RuntimeException e) {
      LOG.warn("The lake's catalog cannot be opened yet; it is tried again when needed", e);
    }
  }

  private void close() {
    maintenance.close();
    maintenanceReports.close();
    assignments.close();
    conditions.close();
    captures.close();
    ledger.close();
    endpoint.close();
    io.shutdownNow();
    synchronized (this) {
      if (catalog != null) {
        catalog.close();
      }
    }
    database.close();
    PostgresDriver.release();
  }
}
