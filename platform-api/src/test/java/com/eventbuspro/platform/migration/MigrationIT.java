package com.eventbuspro.platform.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.eventbuspro.platform.TestPlatform;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Other services use the database while the platform migrates it. */
final class MigrationIT {
  private static final String REAL = "classpath:db/migration";
  private static final String WRONG = "classpath:com/eventbuspro/platform/migration/wrong";
  private static final String BEFORE = "7";
  private static final String WRONG_VERSION = "7.1";
  private static final String AFTER = "8";

  private final MigrationConfiguration migration = new MigrationConfiguration();
  private final DataSource database = TestPlatform.newDatabase();

  @BeforeEach
  void the_database_of_an_earlier_version() {
    migrate(BEFORE, REAL);
  }

  @Test
  void a_deadlock_with_a_reader_ends_the_try_and_not_the_migration() throws Exception {
    try (Connection reader = database.getConnection();
        Statement read = reader.createStatement()) {
      reader.setAutoCommit(false);
      // Whoever looks for a deadlock first ends itself: let it be the migration.
      read.execute("SET LOCAL deadlock_timeout = '1h'");
      // As the lake sink does: first the view, then the table that the migration has by then.
      read.execute("COMMENT ON VIEW lake_assignment IS 'in use'");
      CompletableFuture<Void> migrated = CompletableFuture.runAsync(() -> migrate(AFTER, REAL));
      awaitWaitingFor("lake_assignment");

      assertThat(count(read, "event_type")).isZero();
      reader.commit();

      migrated.join();
    }
    assertThat(version()).isEqualTo(AFTER);
  }

  @Test
  void a_slow_reader_delays_a_migration_and_nobody_else() throws Exception {
    try (Connection reader = database.getConnection();
        Statement read = reader.createStatement()) {
      reader.setAutoCommit(false);
      count(read, "event_type");
      CompletableFuture<Void> migrated = CompletableFuture.runAsync(() -> migrate(AFTER, REAL));
      awaitWaitingFor("event_type");

      try (Connection other = database.getConnection();
          Statement otherRead = other.createStatement()) {
        assertThat(count(otherRead, "event_type")).isZero();
      }
      assertThat(migrated).isNotDone();
      reader.commit();

      migrated.join();
    }
    assertThat(version()).isEqualTo(AFTER);
  }

  @Test
  void a_migration_that_is_wrong_is_said_to_be_and_not_tried_again() {
    assertThatThrownBy(() -> migrate(WRONG_VERSION, REAL, WRONG))
        .isInstanceOf(FlywayException.class)
        .hasMessageContaining("no_such_table");
  }

  private void migrate(String version, String... locations) {
    FluentConfiguration configuration =
        Flyway.configure().dataSource(database).locations(locations).target(version);
    migration.briefLocks().customize(configuration);
    migration.untilNobodyIsInTheWay().migrate(configuration.load());
  }

  private String version() {
    return JdbcClient.create(database)
        .sql("SELECT version FROM flyway_schema_history ORDER BY installed_rank DESC LIMIT 1")
        .query(String.class)
        .single();
  }

  private void awaitWaitingFor(String relation) {
    await()
        .until(
            () ->
                JdbcClient.create(database)
                    .sql(
                        "SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted"
                            + " AND relation = CAST(:relation AS regclass))")
                    .param("relation", relation)
                    .query(Boolean.class)
                    .single());
  }

  private static int count(Statement read, String table) throws SQLException {
    try (ResultSet rows = read.executeQuery("SELECT count(*) FROM " + table)) {
      rows.next();
      return rows.getInt(1);
    }
  }
}
