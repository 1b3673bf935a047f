package com.eventbuspro.transform.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.model.InvalidInputException;
import com.eventbuspro.model.pipeline.PipelineDestination;
import com.eventbuspro.model.schema.EventSchema;
import com.eventbuspro.transform.job.StatePlan;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the control plane's own views say, and what a change of a schema would do. */
class SchemaImpactIT {
  private static final JsonMapper JSON = new JsonMapper();
  private static final EventTypeName ORDERED = EventTypeName.parse("shop.ordered");
  private static final String FIRST =
      """
      {"type": "object", "required": ["number"], "properties": {
        "number": {"type": "integer"}, "amount": {"type": "integer", "format": "int32"},
        "note": {"type": "string"}}}
      """;

  private static EmbeddedPostgres postgres;
  private static SourceView view;
  private static Analyzer analyzer;
  private static SchemaImpact impact;

  @BeforeAll
  static void start() throws IOException, SQLException {
    postgres = EmbeddedPostgres.builder().start();
    DataSource database = postgres.getPostgresDatabase();
    Flyway.configure()
        .dataSource(database)
        .locations("filesystem:" + migrations())
        .load()
        .migrate();
    register("shop.ordered", FIRST);
    register("shop.returned", FIRST);
    pipeline("amounts", "RUNNING", "SELECT number,\n  amount FROM shop.ordered");
    pipeline("notes", "PAUSED", "SELECT number, note FROM shop.ordered");
    pipeline("numbers", "RUNNING", "SELECT number FROM shop.ordered");
    pipeline("gone", "DELETED", "SELECT amount FROM shop.ordered");
    pipeline("other", "RUNNING", "SELECT amount, 'shop.ordered' AS x FROM shop.returned");
    pipeline("broken", "RUNNING", "SELECT nothing FROM shop.ordered");
    view = new SourceView(database);
    analyzer = new Analyzer(view::now, new BoundedPlanner(BoundedPlanner.Limits.DEFAULT), database);
    impact = new SchemaImpact(database, view::now, analyzer);
  }

  @AfterAll
  static void stop() throws IOException {
    postgres.close();
  }

  @Test
  void whoBreaksIsToldWithThePlaceAndWhoseOutputChanges() {
    JsonNode answer =
        impact.impact(
            JSON.readTree(
                """
                {"event_type": "shop.ordered", "document": {"type": "object",
                  "required": ["number"], "properties": {
                  "number": {"type": "integer"},
                  "total": {"type": "integer", "x-aliases": ["amount"]},
                  "note": {"type": "string", "x-pii": true}}}}
                """));

    assertThat(answer)
        .isEqualTo(
            JSON.readTree(
                """
                {"pipelines": [
                  {"pipeline": "amounts", "version": 1, "breaks": true, "changes_output": true,
                   "faults": [{"code": "UNKNOWN_COLUMN",
                     "message": "Column 'amount' not found in any table",
                     "line": 2, "column": 3, "end_line": 2, "end_column": 8,
                     "suggestion": null}]},
                  {"pipeline": "notes", "version": 1, "faults": [], "breaks": false,
                   "changes_output": true},
                  {"pipeline": "numbers", "version": 1, "faults": [], "breaks": false,
                   "changes_output": false}]}
                """));
  }

  @Test
  void aDocumentThatIsNoSchemaIsRefused() {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(
            () ->
                impact.impact(
                    JSON.readTree(
                        "{\"event_type\": \"shop.ordered\", \"document\": {\"type\": \"array\"}}")))
        .satisfies(e -> assertThat(e.violations().get(0).pointer()).startsWith("/document"));
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(
            () ->
                impact.impact(
                    JSON.readTree("{\"event_type\": \"shop.nothing\", \"document\": {}}")));
  }

  @Test
  void aNewSchemaVersionIsSeenAtTheNextLook() throws SQLException {
    register("shop.viewed", FIRST);
    EventTypeName viewed = EventTypeName.parse("shop.viewed");
    assertThat(view.now().find(viewed).orElseThrow().versions()).hasSize(1);

    version("shop.viewed", 2, FIRST.replace("\"note\"", "\"remark\""));

    assertThat(view.now().find(viewed).orElseThrow().versions()).hasSize(2);
    assertThat(view.now().names()).contains(viewed);
    assertThat(view.now().find(EventTypeName.parse("shop.nothing"))).isEmpty();
  }

  @Test
  void theNextVersionOfAPipelineIsToldWhichStateItWouldGoOnWith() throws SQLException {
    String counts = "SELECT number, COUNT(*) AS n FROM shop.ordered GROUP BY number";
    assertThat(fingerprint("numbers", counts)).isNull();
    started("numbers", "2026-01-01T00:00:00Z", "");
    assertThat(fingerprint("numbers", counts)).isNull();
    started("numbers", "2026-01-01T00:00:00Z", "known");
    started("notes", "history", "known");
    StatePlan alike =
        new StatePlan(
            counts,
            Map.of(
                ORDERED,
                new StatePlan.Input(
                    List.of(EventSchema.parse(1, FIRST)),
                    1,
                    Duration.ZERO,
                    "2026-01-01T00:00:00Z")),
            new PipelineDestination.LakeTable(EventTypeName.parse("shop.x"), List.of("number")),
            Duration.ofHours(24));

    assertThat(fingerprint("numbers", counts)).isEqualTo(alike.fingerprint());
    assertThat(fingerprint("numbers", "SELECT number, n + 1 AS n FROM (" + counts + ")"))
        .isEqualTo(alike.fingerprint());
    assertThat(fingerprint("numbers", counts.replace("COUNT(*)", "SUM(amount)")))
        .isNotNull()
        .isNotEqualTo(alike.fingerprint());
    assertThat(fingerprint("notes", counts)).isNotNull().isNotEqualTo(alike.fingerprint());
    assertThat(fingerprint("amounts", counts)).isNull();
  }

  private static @Nullable String fingerprint(String pipeline, String sql) {
    return analyzer
        .validate(
            JSON.createObjectNode()
                .put("sql", sql)
                .put("pipeline", pipeline)
                .putNull("readable")
                .set(
                    "destination",
                    JSON.readTree(
                        "{\"type\": \"lake_table\", \"name\": \"shop.x\", \"key\": [\"number\"]}")))
        .json()
        .path("fingerprint")
        .stringValue(null);
  }

  private static void started(String pipeline, String start, String fingerprint)
      throws SQLException {
    run(
        "INSERT INTO pipeline_run (id, pipeline, version, generation, role, state, job_id, origins,"
            + " fingerprint, started_at, ended_at) VALUES (gen_random_uuid(), ?, 1, 1, 'CURRENT', 'ENDED',"
            + " 'x', ?::jsonb, ?, clock_timestamp(), now())",
        pipeline,
        "{\"shop.ordered\": {\"start\": \"" + start + "\"}}",
        fingerprint);
  }

  private static void register(String name, String schema) throws SQLException {
    run(
        "INSERT INTO event_type (name, owner, description, created_at, created_by, modified_at,"
            + " modified_by) VALUES (?, 'team', 'x', now(), 'me', now(), 'me')",
        name);
    version(name, 1, schema);
  }

  private static void version(String name, int version, String schema) throws SQLException {
    run(
        "INSERT INTO event_schema (event_type, version, document, created_at, created_by)"
            + " VALUES (?, ?, ?, now(), 'me')",
        name,
        version,
        schema);
    run("UPDATE event_type SET generation = generation + 1 WHERE name = ?", name);
  }

  private static void pipeline(String name, String desired, String sql) throws SQLException {
    run(
        "INSERT INTO pipeline (name, owner, purpose, desired, version, created_at, created_by,"
            + " modified_at, modified_by) VALUES (?, 'team', 'x', ?, 1, now(), 'me', now(), 'me')",
        name,
        desired);
    run(
        "INSERT INTO pipeline_version (pipeline, version, sql, start, destination, state_hours,"
            + " parallelism, reads, on_incompatible, reason, created_at, created_by) VALUES (?, 1,"
            + " ?, 'history', '{\"type\": \"lake_table\", \"name\": \"shop.x\"}'::jsonb, 24, 1,"
            + " '{}', 'BACKFILL', 'x', now(), 'me')",
        name,
        sql);
  }

  private static void run(String sql, Object... parameters) throws SQLException {
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      statement.executeUpdate();
    }
  }

  private static Path migrations() {
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      if (Files.isDirectory(at.resolve("db/migrations"))) {
        return at.resolve("db/migrations");
      }
    }
    throw new IllegalStateException("db/migrations is not above " + Path.of("").toAbsolutePath());
  }
}
