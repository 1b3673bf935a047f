package com.eventbuspro.platform.pipeline;

import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.platform.pipeline.OutputColumn.Origin;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Which columns of pipelines' lake tables may be shown to everybody. A table has rows of versions
 * that are not wanted any more, and of pipelines that are gone: what any of them said counts.
 */
@Component
class LakeTableColumns {
  /** Of a column that comes from no event type. */
  private static final Origin NOWHERE = new Origin("", "");

  private final JdbcClient jdbc;
  private final PersonalOrigins origins;

  LakeTableColumns(JdbcClient jdbc, PersonalOrigins origins) {
    this.jdbc = jdbc;
    this.origins = origins;
  }

  /** Adds what a version says of the columns that it writes, in the version's transaction. */
  @Transactional(propagation = Propagation.MANDATORY)
  void add(EventTypeName table, List<OutputColumn> columns) {
    for (OutputColumn column : columns) {
      List<Origin> from = column.origins().isEmpty() ? List.of(NOWHERE) : column.origins();
      from.forEach(origin -> add(table, column, origin));
    }
  }

  private void add(EventTypeName table, OutputColumn column, Origin origin) {
    jdbc.sql(
            """
            INSERT INTO pipeline_lake_column AS c
              (lake_table, name, event_type, source_column, personal)
            VALUES (:table, :name, :eventType, :source, :personal)
            ON CONFLICT (lake_table, name, event_type, source_column)
            DO UPDATE SET personal = c.personal OR excluded.personal
            """)
        .param("table", table.toString())
        .param("name", column.name())
        .param("eventType", origin.eventType())
        .param("source", origin.column())
        .param("personal", column.pii())
        .update();
  }

  /** A row about a column. */
  private record Known(String name, Origin origin, boolean personal) {}

  /** The columns that are known, and were personal data at no time. All others are to be hidden. */
  Set<String> harmless(EventTypeName table) {
    Set<String> harmless = new HashSet<>();
    Set<String> personal = new HashSet<>();
    jdbc.sql("SELECT * FROM pipeline_lake_column WHERE lake_table = :table")
        .param("table", table.toString())
        .query(
            (row, number) ->
                new Known(
                    row.getString("name"),
                    new Origin(row.getString("event_type"), row.getString("source_column")),
                    row.getBoolean("personal")))
        .list()
        .forEach(known -> (isPersonal(known) ? personal : harmless).add(known.name()));
    harmless.removeAll(personal);
    return harmless;
  }

  private boolean isPersonal(Known known) {
    return known.personal()
        || (!known.origin().equals(NOWHERE) && origins.isPersonal(known.origin()));
  }
}
