package com.eventbuspro.provisioner;

import java.time.Duration;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Waits until platform-api has migrated the database: services may start in any order. */
final class SchemaGate {
  private static final Logger LOG = LoggerFactory.getLogger(SchemaGate.class);

  private final JdbcClient jdbc;
  private final Duration poll;

  SchemaGate(DataSource dataSource, Duration poll) {
    this.jdbc = JdbcClient.create(dataSource);
    this.poll = poll;
  }

  void await() throws InterruptedException {
    boolean said = false;
    while (!isOpen()) {
      if (!said) {
        LOG.info("Waiting for platform-api to migrate the database");
        said = true;
      }
      Thread.sleep(poll.toMillis());
    }
  }

  /** Looks for what the last migration made. */
  private boolean isOpen() {
    try {
      return jdbc.sql("SELECT to_regclass('retention_guard') IS NOT NULL")
          .query(Boolean.class)
          .single();
    } catch (DataAccessException e) {
      LOG.debug("The database cannot be asked", e);
      return false;
    }
  }
}
