package com.eventbuspro.transform.analysis;

import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.model.schema.EventSchema;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The event types in the view {@code transform_source}. Their names are read each time; the schemas
 * of one only when somebody wants it and its generation is not the one that is known already.
 */
public final class SourceView {
  // The schemas are not named, so PostgreSQL does not collect them.
  private static final String STAMPS = "SELECT event_type, generation FROM transform_source";
  private static final String ONE =
      "SELECT generation, out_of_orderness_seconds, schemas, time_property"
          + " FROM transform_source WHERE event_type = ?";
  private static final JsonMapper JSON = new JsonMapper();

  private final DataSource database;
  private final Map<EventTypeName, Known> known = new ConcurrentHashMap<>();

  private record Known(long generation, SourceEventType eventType) {}

  /** Reads the view in the control plane's database. */
  public SourceView(DataSource database) {
    this.database = database;
  }

  /**
   * The event types as they are now. What it answers later is of this moment or newer.
   *
   * @throws ControlPlaneException if the database does not answer
   */
  public SourceEventTypes now() {
    Map<EventTypeName, Long> generations = generations();
    known.keySet().retainAll(generations.keySet());
    return new SourceEventTypes() {
      @Override
      public Set<EventTypeName> names() {
        return generations.keySet();
      }

      @Override
      public Optional<SourceEventType> find(EventTypeName name) {
        Long generation = generations.get(name);
        return generation == null ? Optional.empty() : SourceView.this.find(name, generation);
      }
    };
  }

  private Map<EventTypeName, Long> generations() {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(STAMPS)) {
      Map<EventTypeName, Long> generations = new TreeMap<>();
      while (rows.next()) {
        generations.put(EventTypeName.parse(rows.getString(1)), rows.getLong(2));
      }
      return generations;
    } catch (SQLException e) {
      throw new ControlPlaneException("The event types cannot be read", e);
    }
  }

  private Optional<SourceEventType> find(EventTypeName name, long generation) {
    Known one = known.get(name);
    if (one == null || one.generation() < generation) {
      one = read(name);
      if (one == null) {
        return Optional.empty();
      }
      known.put(name, one);
    }
    return Optional.of(one.eventType());
  }

  private @Nullable Known read(EventTypeName name) {
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(ONE)) {
      statement.setString(1, name.toString());
      try (ResultSet rows = statement.executeQuery()) {
        if (!rows.next()) {
          return null;
        }
        List<EventSchema> versions = versions(rows.getString(3));
        return versions.isEmpty()
            ? null
            : new Known(
                rows.getLong(1),
                new SourceEventType(
                    name, versions, rows.getString(4), Duration.ofSeconds(rows.getLong(2))));
      }
    } catch (SQLException e) {
      throw new ControlPlaneException("The schemas of " + name + " cannot be read", e);
    }
  }

  private static List<EventSchema> versions(@Nullable String schemas) {
    List<EventSchema> versions = new ArrayList<>();
    if (schemas != null) {
      for (JsonNode row : JSON.readTree(schemas)) {
        versions.add(
            EventSchema.parse(
                row.path("version").intValue(), row.path("document").stringValue("")));
      }
    }
    return versions;
  }
}
