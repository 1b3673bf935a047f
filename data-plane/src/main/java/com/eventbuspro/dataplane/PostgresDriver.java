package com.eventbuspro.dataplane;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * PostgreSQL's driver in the JVM's list of drivers. In a Flink cluster each job has a class loader
 * of its own, while the JVM looks for drivers once: those of a later job are not found unless they
 * are registered, and those of an earlier one keep its classes in memory unless they are taken out.
 */
public final class PostgresDriver {
  private static final Logger LOG = LoggerFactory.getLogger(PostgresDriver.class);
  private static final String NAME = "org.postgresql.Driver";
  private static final String PATIENCE_SECONDS = "15";

  private PostgresDriver() {}

  /** Puts it in; fine when it is there. */
  public static synchronized void register() {
    try {
      Class<?> driver = Class.forName(NAME);
      if (DriverManager.drivers().noneMatch(driver::isInstance)) {
        DriverManager.registerDriver((Driver) driver.getDeclaredConstructor().newInstance());
      }
    } catch (ReflectiveOperationException | SQLException e) {
      throw new IllegalStateException(NAME + " cannot be used", e);
    }
  }

  /**
   * A connection without a pool, for a job that seldom needs one. Whatever is asked over it is
   * answered in time, or fails.
   *
   * @throws SQLException if the database cannot be reached
   */
  public static Connection connect(Database database) throws SQLException {
    register();
    Properties settings = new Properties();
    settings.setProperty("user", database.user());
    settings.setProperty("password", database.password());
    settings.setProperty("connectTimeout", PATIENCE_SECONDS);
    settings.setProperty("socketTimeout", PATIENCE_SECONDS);
    return DriverManager.getConnection(database.url(), settings);
  }

  /**
   * Takes it out again if it is this job's alone. Only when nothing of the job is left in this
   * process: whoever makes connections without registering it finds none any more.
   */
  public static synchronized void release() {
    ClassLoader ours = PostgresDriver.class.getClassLoader();
    if (ours == ClassLoader.getSystemClassLoader()) {
      return;
    }
    DriverManager.drivers()
        .filter(driver -> driver.getClass().getClassLoader() == ours)
        .forEach(
            driver -> {
              try {
                DriverManager.deregisterDriver(driver);
              } catch (SQLException e) {
                LOG.warn("{} stays registered", driver, e);
              }
            });
  }
}
