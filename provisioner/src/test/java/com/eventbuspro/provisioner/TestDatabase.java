package com.eventbuspro.provisioner;

import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A migrated database, one for all tests of the JVM, emptied before each. */
public final class TestDatabase implements BeforeEachCallback, ParameterResolver {
  private static final EmbeddedPostgres SERVER = start();
  private static final DataSource DATA_SOURCE = pool();
  private static final JdbcClient JDBC = JdbcClient.create(DATA_SOURCE);

  private static EmbeddedPostgres start() {
    try {
      EmbeddedPostgres server = EmbeddedPostgres.builder().start();
      Flyway.configure()
          .dataSource(server.getPostgresDatabase())
          .locations("filesystem:" + Path.of("..", "db", "migrations"))
          .load()
          .migrate();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static DataSource pool() {
    HikariDataSource pool = new HikariDataSource();
    pool.setJdbcUrl(SERVER.getJdbcUrl("postgres", "postgres"));
    // As platform-api has it, whose data source the provisioner shares on one machine.
    pool.setAutoCommit(false);
    return pool;
  }

  public DataSource dataSource() {
    return DATA_SOURCE;
  }

  public String jdbcUrl() {
    return SERVER.getJdbcUrl("postgres", "postgres");
  }

  public JdbcClient jdbc() {
    return JDBC;
  }

  public TransactionTemplate transactions() {
    return new TransactionTemplate(new JdbcTransactionManager(DATA_SOURCE));
  }

  /** Empties the tables and the lake's catalog. */
  public void clear() {
    execute(
        """
        TRUNCATE resource, audit_record, event_type RESTART IDENTITY CASCADE;
        DELETE FROM lake_sink;
        DROP SCHEMA lake_catalog CASCADE;
        CREATE SCHEMA lake_catalog
        """);
  }

  /** Runs statements in one transaction. */
  public void execute(String sql) {
    transactions().executeWithoutResult(tx -> JDBC.sql(sql).update());
  }

  /** Registers an event type as platform-api does. */
  public void register(String name, int shards, int retentionHours, String schema) {
    transactions()
        .executeWithoutResult(
            tx -> {
              JDBC.sql(
                      """
                      INSERT INTO event_type (name, owner, description, shards,
                        stream_retention_hours, created_at, created_by, modified_at, modified_by)
                      VALUES (:name, 'shop', 'Tested', :shards, :hours, now(), 't', now(), 't')
                      """)
                  .param("name", name)
                  .param("shards", shards)
                  .param("hours", retentionHours)
                  .update();
              addSchema(name, 1, schema);
              notify(name);
            });
  }

  /** Adds a schema version, in a new generation. */
  public void schema(String name, int version, String document) {
    transactions()
        .executeWithoutResult(
            tx -> {
              addSchema(name, version, document);
              JDBC.sql("UPDATE event_type SET generation = generation + 1 WHERE name = :name")
                  .param("name", name)
                  .update();
              notify(name);
            });
  }

  private static void addSchema(String name, int version, String document) {
    JDBC.sql(
            """
            INSERT INTO event_schema (event_type, version, document, created_at, created_by)
            VALUES (:name, :version, :document, now(), 't')
            """)
        .param("name", name)
        .param("version", version)
        .param("document", document)
        .update();
  }

  /** Changes what is declared, in a new generation. */
  public void redeclare(String name, int shards, int retentionHours) {
    transactions()
        .executeWithoutResult(
            tx -> {
              JDBC.sql(
                      """
                      UPDATE event_type SET shards = :shards, stream_retention_hours = :hours,
                        generation = generation + 1 WHERE name = :name
                      """)
                  .param("name", name)
                  .param("shards", shards)
                  .param("hours", retentionHours)
                  .update();
              notify(name);
            });
  }

  private static void notify(String name) {
    JDBC.sql("SELECT pg_notify('event_type_changed', :name)")
        .param("name", name)
        .query((row, number) -> 1)
        .list();
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    clear();
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == TestDatabase.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return this;
  }
}
