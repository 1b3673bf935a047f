package com.eventbuspro.sink.maintenance;

import com.eventbuspro.lake.maintain.MaintenanceKind;
import com.eventbuspro.lake.maintain.MaintenanceObserver;
import com.eventbuspro.lake.maintain.MaintenanceRun;
import com.eventbuspro.lake.maintain.TableLook;
import com.eventbuspro.lake.maintain.TableRole;
import com.eventbuspro.model.EventTypeName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes into {@code maintenance_run} what is done to the tables. Never blocks who does it; while
 * the database does not answer, the newest run of each kind and table waits.
 */
public final class MaintenanceReports implements MaintenanceObserver, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(MaintenanceReports.class);
  private static final long INTERVAL_MILLIS = 500;
  private static final int MAX_MESSAGE = 2000;
  // An event type may be gone by now, hence SELECT.
  private static final String UPSERT =
      """
      INSERT INTO maintenance_run AS m
        (event_type, table_role, kind, state, started_at, ended_at, percent, count_before,
         count_after, bytes_before, bytes_after, message, last_done_at, updated_at)
      SELECT name, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ? FROM event_type WHERE name = ?
      ON CONFLICT (event_type, table_role, kind) DO UPDATE SET
        state = excluded.state, started_at = excluded.started_at, ended_at = excluded.ended_at,
        percent = excluded.percent, count_before = excluded.count_before,
        count_after = excluded.count_after, bytes_before = excluded.bytes_before,
        bytes_after = excluded.bytes_after, message = excluded.message,
        last_done_at = coalesce(excluded.last_done_at, m.last_done_at),
        updated_at = excluded.updated_at
      """;

  private final DataSource database;
  private final Clock clock;
  private final Map<Key, MaintenanceRun> waiting = new LinkedHashMap<>();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread made = new Thread(task, "maintenance-reports");
            made.setDaemon(true);
            return made;
          });
  private boolean failing;

  private record Key(EventTypeName eventType, TableRole table, MaintenanceKind kind) {
    static Key of(MaintenanceRun run) {
      return new Key(run.eventType(), run.table(), run.kind());
    }
  }

  /** Nothing to be written yet. */
  public MaintenanceReports(DataSource database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /** Writes from now on. */
  public void start() {
    var unused =
        thread.scheduleWithFixedDelay(
            this::write, INTERVAL_MILLIS, INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
  }

  @Override
  public void looked(EventTypeName eventType, TableRole table, TableLook look) {}

  @Override
  public synchronized void changed(MaintenanceRun run) {
    waiting.put(Key.of(run), run);
  }

  @Override
  public void left(EventTypeName eventType) {}

  @Override
  public void close() {
    thread.shutdownNow();
  }

  private void write() {
    Map<Key, MaintenanceRun> now;
    synchronized (this) {
      now = new LinkedHashMap<>(waiting);
      waiting.clear();
    }
    if (now.isEmpty()) {
      return;
    }
    try (Connection connection = database.getConnection();
        PreparedStatement upsert = connection.prepareStatement(UPSERT)) {
      for (MaintenanceRun run : now.values()) {
        bind(upsert, run);
        upsert.addBatch();
      }
      upsert.executeBatch();
      failing = false;
    } catch (SQLException | RuntimeException e) {
      if (!failing) {
        LOG.warn("What maintenance does cannot be written down; it goes on all the same", e);
      }
      failing = true;
      synchronized (this) {
        now.forEach(waiting::putIfAbsent);
      }
    }
  }

  private void bind(PreparedStatement upsert, MaintenanceRun run) throws SQLException {
    Timestamp ended = run.ended() == null ? null : Timestamp.from(run.ended());
    String message = run.message().replace("\u0000", "");
    upsert.setString(1, run.table().name());
    upsert.setString(2, run.kind().name());
    upsert.setString(3, run.state().name());
    upsert.setTimestamp(4, Timestamp.from(run.started()));
    upsert.setTimestamp(5, ended);
    upsert.setInt(6, run.percent());
    upsert.setLong(7, run.before().count());
    upsert.setLong(8, run.after().count());
    upsert.setLong(9, run.before().bytes());
    upsert.setLong(10, run.after().bytes());
    upsert.setString(11, message.substring(0, Math.min(message.length(), MAX_MESSAGE)));
    upsert.setTimestamp(12, run.state() == MaintenanceRun.State.DONE ? ended : null);
    upsert.setTimestamp(13, Timestamp.from(clock.instant()));
    upsert.setString(14, run.eventType().toString());
  }
}
