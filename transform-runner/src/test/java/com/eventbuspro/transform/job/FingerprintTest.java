package com.eventbuspro.transform.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.eventbuspro.lake.LakeCatalog;
import com.eventbuspro.lake.LakeException;
import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.model.pipeline.PipelineStart;
import com.eventbuspro.transform.sql.SqlException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What jobs are alike, and what is refused before there is one. */
class FingerprintTest {
  private static final World WORLD = new World();
  private static final EventTypeName EVENTS = EventTypeName.parse("plans.events");
  private static final String SCHEMA =
      """
      {"type": "object", "properties": {
        "number": {"type": "integer"}, "at": {"type": "string", "format": "date-time"},
        "place": {"type": "string"}}}
      """;

  @BeforeAll
  static void declare() {
    WORLD.declare(EVENTS.toString(), 1, SCHEMA);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "SELECT number FROM plans.events | SELECT number + 1 AS number FROM plans.events",
        "SELECT number FROM plans.events | SELECT place FROM plans.events WHERE number > 3",
        "SELECT number FROM plans.events | SELECT CAST(_id AS STRING) AS id FROM plans.events",
        "SELECT window_start, COUNT(*) AS n FROM TABLE(TUMBLE(TABLE plans.events,"
            + " DESCRIPTOR(_time), INTERVAL '1' HOUR)) GROUP BY window_start, window_end"
            + "| SELECT window_start, n + 1 AS n FROM (SELECT window_start, COUNT(*) AS n"
            + " FROM TABLE(TUMBLE(TABLE plans.events, DESCRIPTOR(_time), INTERVAL '1' HOUR))"
            + " GROUP BY window_start, window_end) WHERE n > 1"
      })
  void whatDiffersAfterTheLastStateIsAlike(String one, String other) {
    assertThat(fingerprint(one)).isEqualTo(fingerprint(other));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SELECT place, SUM(number) AS n FROM plans.events GROUP BY place"
            + "| SELECT place, MAX(number) AS n FROM plans.events GROUP BY place",
        "SELECT place, COUNT(*) AS n FROM plans.events GROUP BY place"
            + "| SELECT place, COUNT(*) AS n FROM plans.events WHERE number > 1 GROUP BY place",
        "SELECT place, COUNT(*) AS n FROM plans.events GROUP BY place"
            + "| SELECT place, COUNT(DISTINCT number) AS n FROM plans.events GROUP BY place",
        "SELECT place, COUNT(*) AS n FROM plans.events GROUP BY place"
            + "| SELECT place, number AS n FROM plans.events"
      })
  void whatDiffersBeforeItIsNot(String one, String other) {
    assertThat(fingerprint(one)).isNotEqualTo(fingerprint(other));
  }

  @Test
  void whoReadsFromElsewhereFindsTheStateOfTheDestinationOnly() {
    Set<String> history = uids(PipelineStart.HISTORY);
    Set<String> later = uids(PipelineStart.parse("2026-01-01T00:00:00Z"));

    assertThat(history).anyMatch(uid -> uid.startsWith("read-"));
    assertThat(history).anyMatch(uid -> uid.startsWith("state-"));
    assertThat(uids(PipelineStart.HISTORY)).isEqualTo(history);
    later.retainAll(history);
    assertThat(later).isNotEmpty().allMatch(uid -> uid.startsWith("lake-results"));
  }

  private static Set<String> uids(PipelineStart start) {
    return World.build(
            WORLD.spec(
                "elsewhere",
                "SELECT place, COUNT(*) AS n FROM plans.events GROUP BY place",
                new JobOutput.LakeTable(EventTypeName.parse("plans.elsewhere"), List.of("place")),
                start,
                EVENTS),
            new Configuration())
        .graph()
        .getStreamNodes()
        .stream()
        .map(StreamNode::getTransformationUID)
        .filter(Objects::nonNull)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void rowsThatChangeNeedAKey() {
    JobSpec spec =
        WORLD.spec(
            "changing",
            "SELECT place, COUNT(*) AS n FROM plans.events GROUP BY place",
            new JobOutput.LakeTable(EventTypeName.parse("plans.changing"), List.of()),
            PipelineStart.HISTORY,
            EVENTS);

    assertThatExceptionOfType(SqlException.class)
        .isThrownBy(() -> World.build(spec, new Configuration()))
        .withMessageContaining("change later");
  }

  @Test
  void anothersTableIsNotTouched() {
    EventTypeName taken = EventTypeName.parse("plans.taken");
    build("owner", "SELECT number FROM plans.events", taken);

    assertThatExceptionOfType(LakeException.class)
        .isThrownBy(() -> build("thief", "SELECT number FROM plans.events", taken))
        .satisfies(e -> assertThat(e.code()).isEqualTo(LakeException.Code.NOT_OURS));
    assertThatExceptionOfType(LakeException.class)
        .isThrownBy(() -> build("owner", "SELECT number FROM plans.events", EVENTS))
        .satisfies(e -> assertThat(e.code()).isEqualTo(LakeException.Code.NOT_OURS));
  }

  @Test
  void aTableOnlyGrows() {
    EventTypeName table = EventTypeName.parse("plans.growing");
    build("growing", "SELECT number FROM plans.events", table);
    build("growing", "SELECT place, number, _time FROM plans.events", table);
    build("growing", "SELECT CAST(number AS INT) AS number FROM plans.events", table);

    assertThat(World.lake().iceberg().loadTable(LakeCatalog.eventTable(table)).schema().columns())
        .extracting(column -> column.name() + " " + column.type())
        .containsExactly("number long", "place string", "_time timestamptz");
    assertThatExceptionOfType(LakeException.class)
        .isThrownBy(() -> build("growing", "SELECT place AS number FROM plans.events", table))
        .satisfies(e -> assertThat(e.code()).isEqualTo(LakeException.Code.SCHEMA_INCOMPATIBLE))
        .withMessageContaining("number");
  }

  /** Of a job that writes a table with all columns that the queries here have. */
  private static String fingerprint(String sql) {
    boolean keyed = sql.contains("place, ");
    return build(
            keyed ? "keyed" : "plain",
            sql,
            EventTypeName.parse(keyed ? "plans.keyed" : "plans.plain"),
            keyed ? List.of("place") : List.of())
        .fingerprint();
  }

  private static BuiltJob build(String pipeline, String sql, EventTypeName table) {
    return build(pipeline, sql, table, List.of());
  }

  private static BuiltJob build(
      String pipeline, String sql, EventTypeName table, List<String> key) {
    return World.build(
        WORLD.spec(
            pipeline, sql, new JobOutput.LakeTable(table, key), PipelineStart.HISTORY, EVENTS),
        new Configuration());
  }
}
