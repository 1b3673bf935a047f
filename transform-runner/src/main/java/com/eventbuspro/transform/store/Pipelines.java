package com.eventbuspro.transform.store;

import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.model.pipeline.PipelineDestination;
import com.eventbuspro.model.pipeline.PipelineName;
import com.eventbuspro.model.pipeline.PipelineStart;
import com.eventbuspro.model.schema.EventSchema;
import java.net.URI;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is wanted: pipelines, their versions, and the event types that they read and write. */
public final class Pipelines {
  private final DataSource database;
  private final JsonMapper json = JsonMapper.builder().build();

  /** Over the platform's database. */
  public Pipelines(DataSource database) {
    this.database = database;
  }

  /** The generation of every pipeline: cheap, asked often. */
  public Map<PipelineName, Long> generations() {
    Map<PipelineName, Long> generations = new HashMap<>();
    Sql.query(
            database,
            "list pipelines",
            "SELECT name, generation FROM pipeline",
            row -> Map.entry(new PipelineName(row.getString(1)), row.getLong(2)))
        .forEach(entry -> generations.put(entry.getKey(), entry.getValue()));
    return generations;
  }

  /** What is wanted of a pipeline; nothing if there is none (any more). */
  public Optional<Assignment> assignment(PipelineName pipeline) {
    return Sql.query(
            database,
            "read what is wanted of a pipeline",
            """
            SELECT desired, generation, version, switch_to
            FROM pipeline_assignment WHERE pipeline = ?
            """,
            row ->
                new Assignment(
                    pipeline,
                    Assignment.Desired.valueOf(row.getString("desired")),
                    row.getLong("generation"),
                    row.getInt("version"),
                    row.getObject("switch_to", Integer.class)),
            pipeline.value())
        .stream()
        .findFirst();
  }

  /** What a version is. */
  public Definition definition(PipelineName pipeline, int version) {
    return Sql.query(
            database,
            "read a version of a pipeline",
            """
            SELECT version, sql, start, destination, state_hours, parallelism, reads,
                   on_incompatible
            FROM pipeline_version WHERE pipeline = ? AND version = ?
            """,
            this::definition,
            pipeline.value(),
            version)
        .stream()
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(pipeline + " has no version " + version));
  }

  /** What a pipeline's webhook is signed with. */
  public Optional<String> webhookSecret(PipelineName pipeline) {
    return Sql.query(
            database,
            "read a webhook's secret",
            "SELECT secret FROM pipeline_secret WHERE pipeline = ?",
            row -> row.getString(1),
            pipeline.value())
        .stream()
        .findFirst();
  }

  /** Those of the event types that there are. */
  public Map<EventTypeName, Source> sources(Collection<EventTypeName> names) {
    Map<EventTypeName, Source> sources = new HashMap<>();
    Sql.query(
            database,
            "read event types",
            """
            SELECT event_type, stream, time_property, partition_key, out_of_orderness_seconds,
                   schemas, stream_ready, table_ready, now() AS as_of
            FROM transform_source WHERE event_type = ANY (?)
            """,
            this::source,
            (Object) names.stream().map(EventTypeName::toString).toArray(String[]::new))
        .forEach(source -> sources.put(source.name(), source));
    return sources;
  }

  private Definition definition(ResultSet row) throws SQLException {
    return new Definition(
        row.getInt("version"),
        row.getString("sql"),
        PipelineStart.parse(row.getString("start")),
        destination(json.readTree(row.getString("destination"))),
        Duration.ofHours(row.getInt("state_hours")),
        row.getInt("parallelism"),
        names(row.getArray("reads")),
        Definition.OnIncompatible.valueOf(row.getString("on_incompatible")));
  }

  private Source source(ResultSet row) throws SQLException {
    List<EventSchema> versions = new ArrayList<>();
    String schemas = row.getString("schemas");
    if (schemas != null) {
      for (JsonNode schema : json.readTree(schemas)) {
        versions.add(
            EventSchema.parse(schema.path("version").asInt(), schema.path("document").asString()));
      }
    }
    return new Source(
        EventTypeName.parse(row.getString("event_type")),
        row.getString("stream"),
        row.getString("time_property"),
        row.getString("partition_key"),
        Duration.ofSeconds(row.getInt("out_of_orderness_seconds")),
        versions,
        row.getTimestamp("as_of").toInstant(),
        row.getBoolean("stream_ready"),
        row.getBoolean("table_ready"));
  }

  private static Set<EventTypeName> names(Array array) throws SQLException {
    Set<EventTypeName> names = new HashSet<>();
    for (String name : (String[]) array.getArray()) {
      names.add(EventTypeName.parse(name));
    }
    return names;
  }

  private static PipelineDestination destination(JsonNode tree) {
    String type = tree.path("type").asString("");
    return switch (type) {
      case "event_type" ->
          new PipelineDestination.EventType(EventTypeName.parse(tree.path("name").asString()));
      case "lake_table" -> {
        List<String> key = new ArrayList<>();
        tree.path("key").forEach(column -> key.add(column.asString()));
        yield new PipelineDestination.LakeTable(
            EventTypeName.parse(tree.path("name").asString()), key);
      }
      case "webhook" -> new PipelineDestination.Webhook(URI.create(tree.path("url").asString()));
      default -> throw new IllegalStateException("No destination is of the type '" + type + "'");
    };
  }
}
