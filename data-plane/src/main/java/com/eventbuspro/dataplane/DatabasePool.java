package com.eventbuspro.dataplane;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;

/** A program's connections to the platform's database; whatever happens to them is got over. */
public final class DatabasePool {
  private static final long CONNECTION_TIMEOUT_MILLIS = 3_000;
  private static final int SOCKET_TIMEOUT_SECONDS = 20;

  private DatabasePool() {}

  /**
   * A pool that starts without the database, and finds it whenever it is there.
   *
   * @param program whose it is
   * @param connections how many at most
   */
  public static HikariDataSource open(Database database, String program, int connections) {
    PostgresDriver.register();
    HikariConfig hikari = new HikariConfig();
    hikari.setPoolName(program);
    hikari.setJdbcUrl(database.url());
    hikari.setUsername(database.user());
    hikari.setPassword(database.password());
    hikari.setMaximumPoolSize(connections);
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
