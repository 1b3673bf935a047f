package com.eventbuspro.provisioner.declaration;

import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.model.TeamName;
import com.eventbuspro.model.schema.EventSchema;
import com.eventbuspro.provisioner.engine.ResourceId;
import java.time.Duration;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads what is declared. Read only: event types belong to platform-api. */
public final class Declarations {
  private final JdbcClient jdbc;

  public Declarations(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** An event type as it is declared now; it exists, since its resources refer to it. */
  public Declaration read(EventTypeName name) {
    return jdbc.sql(
            """
            SELECT owner, shards, stream_retention_hours, generation
            FROM event_type WHERE name = :name
            """)
        .param("name", name.toString())
        .query(
            (row, number) ->
                new Declaration(
                    name,
                    new TeamName(row.getString("owner")),
                    row.getInt("shards"),
                    Duration.ofHours(row.getInt("stream_retention_hours")),
                    row.getLong("generation")))
        .single();
  }

  /** All schema versions of an event type, oldest first. */
  public List<EventSchema> schemas(EventTypeName name) {
    return jdbc.sql(
            "SELECT version, document FROM event_schema WHERE event_type = :name ORDER BY version")
        .param("name", name.toString())
        .query((row, number) -> EventSchema.parse(row.getInt("version"), row.getString("document")))
        .list();
  }

  /** Whether a resource was ever as declared, so that others may build on it. */
  public boolean everSettled(ResourceId id) {
    return jdbc.sql("SELECT observed_generation > 0 FROM resource WHERE id = :id")
        .param("id", id.toString())
        .query(Boolean.class)
        .optional()
        .orElse(false);
  }
}
