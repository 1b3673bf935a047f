package com.eventbuspro.sink;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;

/** The sink's connections to the platform's database; whatever happens to them is got over. */
final class SinkDatabase {
  private static final int CONNECTIONS = 2;
  private static final long CONNECTION_TIMEOUT_MILLIS = 3_000;
  private static final int SOCKET_TIMEOUT_SECONDS = 20;

  private SinkDatabase() {}

  /** A pool that starts without the database, and finds it whenever it is there. */
  static HikariDataSource pool(LakeSinkConfig.Database database) {
    PostgresDriver.register();
    HikariConfig hikari = new HikariConfig();
    hikari.setPoolName("lake-sink");
    hikari.setJdbcUrl(database.url());
    hikari.setUsername(database.user());
    hikari.setPassword(database.password());
    hikari.setMaximumPoolSize(CONNECTIONS);
    hikari.setConnectionTimeout(CONNECTION_TIMEOUT_MILLIS);
    // An answer that the network lost would be waited for without end.
    hikari.addDataSourceProperty("socketTimeout", SOCKET_TIMEOUT_SECONDS);
    // Else the pool asks its first connection. If that breaks before it answers, the pool makes
    // no connection any more: it wants them to have the isolation level -1.
    hikari.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
    hikari.setInitializationFailTimeout(-1);
    return new HikariDataSource(hikari);
  }
}
