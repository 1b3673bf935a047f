package com.eventbuspro.platform.pipeline;

import com.eventbuspro.model.pipeline.PipelineName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads who reads and writes what. */
@Component
class LineageReads {
  private static final String PIPELINES =
      """
      SELECT p.name, p.owner, p.version, v.destination, v.reads, v.analysis
      FROM pipeline p JOIN pipeline_version v ON v.pipeline = p.name AND v.version = p.version
      """;

  private final JdbcClient jdbc;
  private final RunnerJson json;

  LineageReads(JdbcClient jdbc, RunnerJson json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  /**
   * A pipeline, as far as lineage goes.
   *
   * @param name its name
   * @param owner the team
   * @param version the wanted version
   * @param destination where its result goes
   * @param reads the event types that it reads
   * @param analysis what its SQL means
   */
  record Member(
      String name,
      String owner,
      int version,
      DestinationSpec destination,
      List<String> reads,
      Analysis analysis) {}

  Optional<Member> named(PipelineName name) {
    return jdbc.sql(PIPELINES + "WHERE p.name = :name")
        .param("name", name.value())
        .query((row, number) -> member(row))
        .optional();
  }

  /** The pipelines that read one of these event types, or write one of them. */
  List<Member> around(Collection<String> eventTypes, int limit) {
    return jdbc.sql(
            PIPELINES
                + """
                WHERE v.reads && :eventTypes::text[]
                  OR p.name IN (SELECT pipeline FROM event_type WHERE name = ANY (:eventTypes::text[]))
                ORDER BY p.name LIMIT :limit
                """)
        .param("eventTypes", eventTypes.toArray(String[]::new))
        .param("limit", limit)
        .query((row, number) -> member(row))
        .list();
  }

  /** The owners of event types. */
  Map<String, String> owners(Collection<String> eventTypes) {
    Map<String, String> owners = new HashMap<>();
    jdbc.sql("SELECT name, owner FROM event_type WHERE name = ANY (:names::text[])")
        .param("names", eventTypes.toArray(String[]::new))
        .query(
            row -> {
              owners.put(row.getString("name"), row.getString("owner"));
            });
    return owners;
  }

  private Member member(ResultSet row) throws SQLException {
    return new Member(
        row.getString("name"),
        row.getString("owner"),
        row.getInt("version"),
        read(row.getString("destination"), DestinationSpec.class),
        List.of((String[]) row.getArray("reads").getArray()),
        read(row.getString("analysis"), Analysis.class));
  }

  private <T> T read(@Nullable String text, Class<T> type) {
    return Objects.requireNonNull(json.mapper().readValue(text, type));
  }
}
