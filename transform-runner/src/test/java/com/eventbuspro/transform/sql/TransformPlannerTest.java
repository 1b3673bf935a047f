package com.eventbuspro.transform.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.eventbuspro.transform.sql.Transform.Changes;
import com.eventbuspro.transform.sql.Transform.OutputColumn;
import com.eventbuspro.transform.sql.Transform.SourceColumn;
import com.eventbuspro.transform.sql.Transform.Warning;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TransformPlannerTest {
  private final TransformPlanner planner = new TransformPlanner(Duration.ofDays(1));

  @Test
  void aFilterOnlyAddsRowsAndTellsTypesOriginsAndWhatItReads() {
    Transform filter =
        plan(
            "SELECT UPPER(origin) AS origin, delay_minutes + 1 AS delay, fare, _time"
                + " FROM aviation.flight_departed WHERE destination = 'SFO'");

    assertThat(filter.changes()).isEqualTo(Changes.APPEND);
    assertThat(filter.columns())
        .extracting(
            OutputColumn::name,
            OutputColumn::type,
            OutputColumn::nullable,
            OutputColumn::isEventTime,
            OutputColumn::origins)
        .containsExactly(
            tuple("origin", "STRING", false, false, departed("origin")),
            tuple("delay", "BIGINT", true, false, departed("delay_minutes")),
            tuple("fare", "DECIMAL(10, 2)", true, false, departed("fare")),
            tuple("_time", "TIMESTAMP_LTZ(3)", false, true, departed("_time")));
    assertThat(filter.reads().get(Flights.DEPARTED))
        .containsExactly("_time", "delay_minutes", "destination", "fare", "origin");
    assertThat(filter.warnings()).isEmpty();
  }

  @Test
  void aWindowOnlyAddsRowsAndKeepsNothingForEver() {
    Transform hourly =
        plan(
            """
            SELECT window_start, origin, COUNT(*) AS flights, AVG(delay_minutes) AS mean_delay
            FROM TABLE(TUMBLE(TABLE aviation.flight_departed, DESCRIPTOR(_time), INTERVAL '1' HOUR))
            GROUP BY window_start, window_end, origin
            """);

    assertThat(hourly.changes()).isEqualTo(Changes.APPEND);
    assertThat(hourly.warnings()).isEmpty();
    assertThat(hourly.columns())
        .extracting(OutputColumn::name, OutputColumn::type)
        .containsExactly(
            tuple("window_start", "TIMESTAMP(3)"),
            tuple("origin", "STRING"),
            tuple("flights", "BIGINT"),
            tuple("mean_delay", "BIGINT"));
    assertThat(hourly.columns().get(0).origins()).contains(departed("_time").get(0));
    assertThat(hourly.columns().get(1).origins()).isEqualTo(departed("origin"));
    assertThat(hourly.columns().get(3).origins()).isEqualTo(departed("delay_minutes"));
  }

  @Test
  void aGroupWithoutWindowChangesItsRowsAndIsWarnedOf() {
    Transform counts =
        plan("SELECT origin, COUNT(*) AS flights FROM aviation.flight_departed GROUP BY origin");

    assertThat(counts.changes()).isEqualTo(Changes.UPDATING);
    assertThat(counts.keys()).singleElement().asString().isEqualTo("[origin]");
    assertThat(counts.warnings()).extracting(Warning::operator).containsExactly("GROUP BY");
    assertThat(counts.warnings().get(0).message()).contains("not touched for a day");
  }

  @Test
  void aJoinKnowsBothOfItsSides() {
    Transform joined =
        plan(
            "SELECT f.origin, w.knots * 2 AS k FROM aviation.flight_departed f"
                + " JOIN weather.wind_measured w ON w.airport = f.origin");

    assertThat(joined.columns().get(1).origins())
        .containsExactly(new SourceColumn(Flights.WEATHER, "knots"));
    assertThat(joined.reads().get(Flights.WEATHER)).containsExactly("_time", "airport", "knots");
    assertThat(joined.warnings()).extracting(Warning::operator).containsExactly("JOIN");
  }

  @Test
  void anIntervalJoinIsBoundedByItself() {
    Transform joined =
        plan(
            "SELECT f.origin, w.knots FROM aviation.flight_departed f, weather.wind_measured w"
                + " WHERE w.airport = f.origin"
                + " AND w._time BETWEEN f._time - INTERVAL '1' HOUR AND f._time");

    assertThat(joined.changes()).isEqualTo(Changes.APPEND);
    assertThat(joined.warnings()).isEmpty();
  }

  @Test
  void stepsMayBeNamedAndResultsUnited() {
    Transform united =
        plan(
            "WITH late AS (SELECT origin AS place FROM aviation.flight_departed"
                + " WHERE delay_minutes > 60)"
                + " SELECT place FROM late UNION ALL SELECT airport FROM weather.wind_measured;");

    assertThat(united.columns().get(0).origins())
        .containsExactly(
            new SourceColumn(Flights.DEPARTED, "origin"),
            new SourceColumn(Flights.WEATHER, "airport"));
  }

  @Test
  void whatIsNamedIsReadEvenIfNothingOfItIsNeeded() {
    Transform united =
        plan(
            "SELECT origin FROM aviation.flight_departed UNION ALL"
                + " SELECT airport FROM weather.wind_measured WHERE FALSE");

    assertThat(united.reads().get(Flights.WEATHER)).containsExactly("_time");
  }

  @Test
  void nestedValuesAreReached() {
    Transform legs =
        plan(
            "SELECT f.origin, leg.gate, f.tags['carrier'] AS carrier"
                + " FROM aviation.flight_departed f CROSS JOIN UNNEST(f.legs) AS leg");

    assertThat(legs.columns())
        .extracting(OutputColumn::type)
        .containsExactly("STRING", "STRING", "STRING");
    assertThat(legs.columns().get(1).origins()).isEqualTo(departed("legs"));
    assertThat(legs.columns().get(2).origins()).isEqualTo(departed("tags"));
  }

  @Test
  void patternsTopRowsDeduplicationAndTimeOfProcessingArePlanned() {
    plan(
        """
        SELECT * FROM aviation.flight_departed MATCH_RECOGNIZE (
          PARTITION BY origin ORDER BY _time
          MEASURES FIRST(a.delay_minutes) AS first_delay, b.delay_minutes AS next_delay
          AFTER MATCH SKIP PAST LAST ROW
          PATTERN (a b) WITHIN INTERVAL '1' HOUR
          DEFINE a AS a.delay_minutes > 30, b AS b.delay_minutes > a.delay_minutes)
        """);
    Transform top =
        plan(
            "SELECT * FROM (SELECT origin, delay_minutes, ROW_NUMBER() OVER (PARTITION BY origin"
                + " ORDER BY delay_minutes DESC) AS n FROM aviation.flight_departed) WHERE n <= 3");
    plan("SELECT origin, _processed_at FROM aviation.flight_departed");
    plan("SELECT JSON_VALUE(_extra, '$.gate') AS gate FROM aviation.flight_departed");

    assertThat(top.changes()).isEqualTo(Changes.UPDATING);
    assertThat(top.warnings()).extracting(Warning::operator).containsExactly("ROW_NUMBER");
  }

  @Test
  void usefulTextFunctionsAndPatternsArePlanned() {
    plan(
        "SELECT LPAD(origin, 10, '0') AS a, REPEAT('-', 20) AS b, REPLACE(origin, 'S', 'x') AS c,"
            + " REGEXP_EXTRACT(origin, '^([A-Z]+)-(\\d{1,3})', 1) AS d, PRINTF('%10s', origin) AS"
            + " e, origin SIMILAR TO '[A-Z]+' AS f, HEX(origin) AS g FROM aviation.flight_departed"
            + " WHERE origin LIKE 'S%'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "REGEXP(origin, '^.*(?:error|fault)[^,]*, (\\d{1,3}\\.){3}\\d{1,3}$')",
        "origin LIKE '%a%b%c%d%e%f%'",
        "origin NOT LIKE 'S_O%'",
        "origin LIKE '%50!%%_x%' ESCAPE '!'",
        "origin SIMILAR TO '%(SFO|LAX)%'",
        "origin SIMILAR TO '[[:ALPHA:]]+-[0-9]{1,4}'",
        "PARSE_URL(origin, 'QUERY', 'q') = 'x'",
        "JSON_VALUE(_extra, '$.a.b[0]') = 'x'",
        "JSON_EXISTS(_extra, 'lax $..gate')",
      })
  void usefulPatternsAreLetThrough(String condition) {
    plan("SELECT origin FROM aviation.flight_departed WHERE " + condition);
  }

  private Transform plan(String sql) {
    return planner.plan(sql, Flights.TABLES);
  }

  private static List<SourceColumn> departed(String column) {
    return List.of(new SourceColumn(Flights.DEPARTED, column));
  }
}
