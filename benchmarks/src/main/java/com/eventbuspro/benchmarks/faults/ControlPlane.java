package com.eventbuspro.benchmarks.faults;

import com.eventbuspro.lake.table.LakeTables;
import com.eventbuspro.lake.table.TableSpec;
import com.eventbuspro.model.Environment;
import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.model.TeamName;
import com.eventbuspro.model.schema.EventSchema;
import com.eventbuspro.streams.StreamMode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import javax.sql.DataSource;

/** Does by hand what registration and provisioner do: the campaign is about the data plane. */
final class ControlPlane {
  private static final Environment ENVIRONMENT = new Environment("local");
  private static final int COMMIT_INTERVAL_SECONDS = 1;

  private final World world;
  private final Map<EventTypeName, Integer> versions = new ConcurrentHashMap<>();

  ControlPlane(World world) {
    this.world = world;
  }

  static String stream(EventTypeName name) {
    return name.streamName(ENVIRONMENT);
  }

  /** The newest registered schema version. */
  int newestVersion(EventTypeName name) {
    return versions.getOrDefault(name, 0);
  }

  /** Registers an event type and makes its stream and its tables. */
  void register(EventTypes.Type type) throws SQLException {
    String name = type.name().toString();
    execute(
        "INSERT INTO event_type (name, owner, description, commit_interval_seconds, created_at,"
            + " created_by, modified_at, modified_by) VALUES (?, 'team', '', ?::int, now(),"
            + " 't', now(), 't')",
        name,
        Integer.toString(COMMIT_INTERVAL_SECONDS));
    addSchema(type.name(), 1);
    world.admin().create(stream(type.name()), new StreamMode.Provisioned(type.shards()), Map.of());
    new LakeTables(world.lake()).create(spec(type.name(), 1));
    for (String kind : List.of("STREAM", "TABLE")) {
      execute(
          "INSERT INTO resource (id, kind, event_type, owner, external_name, state,"
              + " desired_generation, observed_generation, next_run_at, created_at, modified_at)"
              + " VALUES (?, ?, ?, 'team', ?, 'SETTLED', 1, 1, now(), now(), now())",
          kind + ":" + name,
          kind,
          name,
          kind.equals("STREAM") ? stream(type.name()) : name);
    }
    versions.put(type.name(), 1);
  }

  /**
   * Registers the next schema version and evolves the table. Each step is tried until it is done,
   * since the database or the store may be down; each can be repeated.
   */
  void addVersion(EventTypeName name) {
    int version = newestVersion(name) + 1;
    insist(() -> addSchema(name, version));
    insist(
        () ->
            execute(
                "UPDATE event_type SET generation = ?::int WHERE name = ?",
                Integer.toString(version),
                name.toString()));
    insist(() -> new LakeTables(world.lake()).evolve(spec(name, version)));
    versions.put(name, version);
  }

  private void addSchema(EventTypeName name, int version) throws SQLException {
    execute(
        "INSERT INTO event_schema (event_type, version, document, created_at, created_by)"
            + " VALUES (?, ?::int, ?, now(), 't') ON CONFLICT DO NOTHING",
        name.toString(),
        Integer.toString(version),
        EventTypes.schema(version));
  }

  private static TableSpec spec(EventTypeName name, int newest) {
    List<EventSchema> schemas =
        IntStream.rangeClosed(1, newest)
            .mapToObj(version -> EventSchema.parse(version, EventTypes.schema(version)))
            .toList();
    return new TableSpec(name, new TeamName("team"), schemas);
  }

  private static void insist(Step step) {
    Retry.until(
        () -> {
          step.take();
          return true;
        });
  }

  private interface Step {
    void take() throws SQLException;
  }

  private void execute(String sql, String... values) throws SQLException {
    DataSource source = world.database().source();
    try (Connection connection = source.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setString(i + 1, values[i]);
      }
      statement.executeUpdate();
    }
  }
}
