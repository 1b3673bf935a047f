package com.eventbuspro.transform.store;

import com.eventbuspro.dataplane.Database;
import com.eventbuspro.dataplane.PostgresDriver;
import com.eventbuspro.transform.rejected.RejectedEvent;
import com.eventbuspro.transform.rejected.RejectedEvents;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Keeps rejected events in {@code pipeline_quarantine}, from wherever Flink runs the job. */
public final class PostgresRejectedEvents implements RejectedEvents {
  private static final long serialVersionUID = 1L;

  private final Database database;

  /** In the platform's database; how to log in travels with the job. */
  public PostgresRejectedEvents(Database database) {
    this.database = Objects.requireNonNull(database, "database");
  }

  @Override
  public Session open() {
    return new PostgresSession(database);
  }

  private static final class PostgresSession implements Session {
    private final Database database;
    private @Nullable Connection connection;

    PostgresSession(Database database) {
      this.database = database;
    }

    /** Tries a second time: a connection that was not used for long may be none any more. */
    @Override
    public void keep(RejectedEvent event) {
      boolean fresh = connection == null;
      try {
        insert(event);
      } catch (SQLException e) {
        forgetConnection();
        if (fresh) {
          throw new StoreException("keep a rejected event", e);
        }
        keep(event);
      }
    }

    private void insert(RejectedEvent event) throws SQLException {
      Connection open = connection;
      if (open == null) {
        open = PostgresDriver.connect(database);
        connection = open;
      }
      try (PreparedStatement statement =
          open.prepareStatement(
              """
              INSERT INTO pipeline_quarantine
                (pipeline, version, event_type, shard, sequence, cause, message, at)
              VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
              """)) {
        statement.setString(1, event.pipeline());
        statement.setInt(2, event.version());
        statement.setString(3, event.eventType());
        statement.setString(4, event.shard());
        statement.setString(5, event.sequence());
        statement.setString(6, event.cause());
        statement.setString(7, event.message());
        statement.setTimestamp(8, Timestamp.from(event.at()));
        var unused = statement.executeUpdate();
      }
    }

    private void forgetConnection() {
      Connection open = connection;
      connection = null;
      if (open != null) {
        try {
          open.close();
        } catch (SQLException e) {
          // It is of no use any more, closed or not.
        }
      }
    }

    @Override
    public void close() {
      forgetConnection();
    }
  }
}
