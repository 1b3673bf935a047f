package com.eventbuspro.sink;

import com.eventbuspro.dataplane.Daemons;
import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.streams.source.StreamStatus;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the condition Capturing of every event type when it changes. Never blocks who reports;
 * while the database does not answer, the newest condition of each event type waits.
 */
final class Conditions implements Reports, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Conditions.class);
  private static final long INTERVAL_MILLIS = 100;
  // An event type may be gone by now, hence SELECT; a message of a few kilobytes helps nobody.
  private static final int MAX_MESSAGE = 2000;
  private static final String UPSERT =
      """
      INSERT INTO event_type_condition AS c
        (event_type, type, status, reason, message, observed_generation, changed_at)
      SELECT name, 'Capturing', ?, ?, ?, ?, ? FROM event_type WHERE name = ?
      ON CONFLICT (event_type, type) DO UPDATE SET
        status = excluded.status, reason = excluded.reason, message = excluded.message,
        observed_generation = excluded.observed_generation,
        changed_at = CASE WHEN c.status = excluded.status THEN c.changed_at
                          ELSE excluded.changed_at END
      """;

  private final DataSource database;
  private final Clock clock;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(Daemons.named("conditions"));
  private final Map<EventTypeName, Condition> reported = new HashMap<>();
  private final Map<EventTypeName, Condition> waiting = new HashMap<>();
  private boolean failing;

  Conditions(DataSource database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  void start() {
    var unused =
        thread.scheduleWithFixedDelay(
            this::write, INTERVAL_MILLIS, INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
  }

  @Override
  public boolean isRead(StreamStatus status) {
    return status.captures();
  }

  @Override
  public synchronized void report(EventTypeName eventType, Condition condition) {
    if (!condition.equals(reported.put(eventType, condition))) {
      waiting.put(eventType, condition);
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }

  private void write() {
    Map<EventTypeName, Condition> now;
    synchronized (this) {
      now = Map.copyOf(waiting);
      waiting.clear();
    }
    if (now.isEmpty()) {
      return;
    }
    try (Connection connection = database.getConnection();
        PreparedStatement upsert = connection.prepareStatement(UPSERT)) {
      for (Map.Entry<EventTypeName, Condition> entry : now.entrySet()) {
        bind(upsert, entry.getKey(), entry.getValue());
        upsert.addBatch();
      }
      upsert.executeBatch();
      failing = false;
    } catch (SQLException | RuntimeException e) {
      if (!failing) {
        LOG.warn("Conditions cannot be written; they wait", e);
      }
      failing = true;
      synchronized (this) {
        now.forEach(waiting::putIfAbsent);
      }
    }
  }

  private void bind(PreparedStatement upsert, EventTypeName eventType, Condition condition)
      throws SQLException {
    String message = condition.message().replace("\u0000", "");
    upsert.setString(1, condition.status().name());
    upsert.setString(2, condition.reason());
    upsert.setString(3, message.substring(0, Math.min(message.length(), MAX_MESSAGE)));
    upsert.setLong(4, condition.generation());
    upsert.setTimestamp(5, Timestamp.from(clock.instant()));
    upsert.setString(6, eventType.toString());
  }
}
