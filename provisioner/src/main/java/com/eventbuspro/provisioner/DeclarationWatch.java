package com.eventbuspro.provisioner;

import com.eventbuspro.provisioner.declaration.Planner;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Plans when PostgreSQL says that an event type changed, and every so often anyway: notifications
 * are lost while the connection is down, and are a hint only.
 */
final class DeclarationWatch {
  /** The channel on which platform-api notifies, in the transaction that changes an event type. */
  static final String CHANNEL = "event_type_changed";

  private static final Logger LOG = LoggerFactory.getLogger(DeclarationWatch.class);

  private static final int DRIVER_WAIT_MILLIS = 500;

  private final DataSource dataSource;
  private final Planner planner;
  private final Runnable planned;
  private final Duration poll;
  private final Outage outage = new Outage("declarations are read", LOG);

  DeclarationWatch(DataSource dataSource, Planner planner, Runnable planned, Duration poll) {
    this.dataSource = dataSource;
    this.planner = planner;
    this.planned = planned;
    this.poll = poll;
  }

  /** Watches until its thread is interrupted. */
  void run() throws InterruptedException {
    while (!Thread.currentThread().isInterrupted()) {
      try {
        listen();
      } catch (SQLException | RuntimeException e) {
        outage.because(e);
        Thread.sleep(poll.toMillis());
      }
    }
  }

  private void listen() throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      boolean autoCommit = connection.getAutoCommit();
      // Notifications come between transactions only.
      connection.setAutoCommit(true);
      try (Statement statement = connection.createStatement()) {
        statement.execute("LISTEN " + CHANNEL);
        PGConnection notifications = connection.unwrap(PGConnection.class);
        while (!Thread.currentThread().isInterrupted()) {
          plan();
          awaitNotification(notifications);
        }
        statement.execute("UNLISTEN " + CHANNEL);
      } finally {
        connection.setAutoCommit(autoCommit);
      }
    }
  }

  private void plan() {
    if (planner.planEventTypes() > 0) {
      planned.run();
    }
    outage.over();
  }

  /** Returns at the first notification, or when it is time to look anyway. */
  private void awaitNotification(PGConnection notifications) throws SQLException {
    long end = System.nanoTime() + poll.toNanos();
    while (!Thread.currentThread().isInterrupted() && System.nanoTime() < end) {
      // The driver does not heed interruption: short waits let a stop be quick.
      if (notifications.getNotifications(DRIVER_WAIT_MILLIS).length > 0) {
        return;
      }
    }
  }
}
