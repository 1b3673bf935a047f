package com.eventbuspro.transform.life;

import com.eventbuspro.transform.engine.EmbeddedEngine;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.flywaydb.core.Flyway;

/**
 * What takes long to start, once for all tests: PostgreSQL with our tables, and a Flink cluster.
 */
final class Bed implements AutoCloseable {
  private static final String TEMPLATE = "migrated";

  private final EmbeddedPostgres postgres;
  private final AtomicInteger databases = new AtomicInteger();
  final EmbeddedEngine flink = new EmbeddedEngine(8, 64, 16, Duration.ofHours(1));

  Bed() throws Exception {
    postgres = EmbeddedPostgres.builder().start();
    run("CREATE DATABASE " + TEMPLATE);
    Flyway.configure()
        .dataSource(postgres.getDatabase("postgres", TEMPLATE))
        .locations("filesystem:" + migrations())
        .load()
        .migrate();
  }

  static Path migrations() {
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      if (Files.isDirectory(at.resolve("db/migrations"))) {
        return at.resolve("db/migrations");
      }
    }
    throw new IllegalStateException("db/migrations is not above " + Path.of("").toAbsolutePath());
  }

  /** The JDBC URL of a database with our tables and nothing in them. */
  String freshDatabase() throws SQLException {
    String name = "world" + databases.incrementAndGet();
    run("CREATE DATABASE " + name + " TEMPLATE " + TEMPLATE);
    return postgres.getJdbcUrl("postgres", name);
  }

  private void run(String sql) throws SQLException {
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public void close() throws IOException {
    flink.close();
    postgres.close();
  }
}
