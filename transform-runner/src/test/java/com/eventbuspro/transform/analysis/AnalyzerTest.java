package com.eventbuspro.transform.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.model.InvalidInputException;
import com.eventbuspro.model.pipeline.PipelineDestination;
import com.eventbuspro.model.schema.EventSchema;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class AnalyzerTest {
  private static final JsonMapper JSON = new JsonMapper();

  private static final SourceEventTypes EVENT_TYPES =
      new EventTypesInMemory()
          .with(
              "shop.ordered",
              """
              {"type": "object", "required": ["number", "paid", "customer"], "properties": {
                "number": {"type": "integer"},
                "small": {"type": "integer", "format": "int32"},
                "paid": {"type": "boolean"},
                "customer": {"type": "string", "x-pii": true},
                "ratio": {"type": "number"},
                "half": {"type": "number", "format": "float"},
                "price": {"type": "number", "format": "decimal", "x-precision": 10, "x-scale": 2},
                "day": {"type": "string", "format": "date"},
                "hour": {"type": "string", "format": "time"},
                "shipped_at": {"type": "string", "format": "date-time"},
                "photo": {"type": "string", "format": "byte"},
                "token": {"type": "string", "format": "uuid"},
                "tags": {"type": "object", "additionalProperties": {"type": "string"}},
                "lines": {"type": "array", "items": {"type": "object", "required": ["sku"],
                  "properties": {"sku": {"type": "string"}, "note": {"type": "string", "x-pii": true}}}}}}
              """)
          .with(
              "shop.returned",
              """
              {"type": "object", "required": ["number"], "properties": {"number": {"type": "integer"}}}
              """)
          .timedBy("shop.ordered", "shipped_at");

  private static final Analyzer ANALYZER =
      new Analyzer(
          () -> EVENT_TYPES,
          // The first plan of a JVM takes long on a busy machine.
          new BoundedPlanner(
              new BoundedPlanner.Limits(
                  2, Duration.ofMinutes(1), Duration.ofMinutes(1), Duration.ofMinutes(1))));

  @Test
  void aFilterIsToldWholly() {
    JsonNode analysis =
        analyze("SELECT number, UPPER(customer) AS c, _time FROM shop.ordered", null);

    assertThat(analysis)
        .isEqualTo(
            JSON.readTree(
                """
                {"valid": true, "faults": [], "columns": [
                  {"name": "number", "type": "BIGINT", "nullable": false, "pii": false,
                   "origins": [{"event_type": "shop.ordered", "column": "number"}]},
                  {"name": "c", "type": "STRING", "nullable": false, "pii": true,
                   "origins": [{"event_type": "shop.ordered", "column": "customer"}]},
                  {"name": "_time", "type": "TIMESTAMP_LTZ(3)", "nullable": false, "pii": false,
                   "origins": [{"event_type": "shop.ordered", "column": "_time"}]}],
                 "changes": "APPEND", "reads": {"shop.ordered": ["_time", "customer", "number"]},
                 "warnings": [], "destination_faults": [],
                 "event_schema": {"type": "object", "properties": {
                   "number": {"type": "integer"}, "c": {"type": "string", "x-pii": true}},
                   "required": ["number", "c"]},
                 "time_property": null}
                """));
  }

  @Test
  void whatIsWrongIsToldWithItsPlace() {
    JsonNode analysis = analyze("SELECT number,\n  custmer FROM shop.ordered", null);

    assertThat(analysis.path("valid").booleanValue()).isFalse();
    assertThat(analysis.path("faults"))
        .isEqualTo(
            JSON.readTree(
                """
                [{"code": "UNKNOWN_COLUMN", "message": "Column 'custmer' not found in any table",
                  "line": 2, "column": 3, "end_line": 2, "end_column": 9,
                  "suggestion": "Did you mean customer?"}]
                """));
    assertThat(analysis.path("event_schema").isNull()).isTrue();
  }

  @Test
  void whatMayNotBeReadIsNotThere() {
    Analysis analysis =
        ANALYZER.analyze(
            "SELECT number FROM shop.ordered",
            new ReadableEventTypes(EVENT_TYPES, Set.of(EventTypeName.parse("shop.returned"))),
            Duration.ofDays(1),
            null);

    assertThat(analysis.json().at("/faults/0/code").stringValue()).isEqualTo("UNKNOWN_EVENT_TYPE");
    assertThat(analysis.json().at("/faults/0/suggestion").stringValue()).doesNotContain("ordered");
  }

  @Test
  void personalDataIsKnownThroughNestingAndExpressions() {
    JsonNode analysis =
        analyze(
            "SELECT lines, lines[1].sku AS sku, CARDINALITY(tags) AS n, _extra AS extra,"
                + " CONCAT(customer, 'x') AS x FROM shop.ordered",
            null);

    assertThat(
            StreamSupport.stream(analysis.path("columns").spliterator(), false)
                .map(column -> column.path("pii").booleanValue()))
        .containsExactly(true, true, false, true, true);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "SELECT * FROM (SELECT _time, number, customer FROM shop.ordered) MATCH_RECOGNIZE ("
            + "PARTITION BY number ORDER BY _time MEASURES LAST(x.customer) AS m, y.number AS n"
            + " AFTER MATCH SKIP PAST LAST ROW PATTERN (x y) DEFINE y AS y.number > 0) |"
            + " number,m,n",
        "SELECT * FROM (SELECT _time, number, small, customer FROM shop.ordered) MATCH_RECOGNIZE ("
            + "PARTITION BY number ORDER BY _time MEASURES x.customer AS _time, y.number AS small,"
            + " 1 AS k AFTER MATCH SKIP PAST LAST ROW PATTERN (x y) DEFINE y AS y.number > 0) |"
            + " number,_time,small,k",
        "SELECT number, COUNT(customer) OVER w AS c, SUM(small) OVER w AS s FROM shop.ordered"
            + " WINDOW w AS (PARTITION BY number ORDER BY _time) | c",
        "SELECT number, LAG(customer) OVER (PARTITION BY number ORDER BY _time) AS l"
            + " FROM shop.ordered | l",
        "SELECT number, SUM(small) OVER (PARTITION BY customer ORDER BY _time) AS s"
            + " FROM shop.ordered | s",
        "SELECT o.number, line.sku FROM shop.ordered o CROSS JOIN UNNEST(o.lines) AS line | sku",
        "SELECT o.number, t.k FROM shop.ordered o CROSS JOIN UNNEST(o.tags) AS t (k, v) |",
        "SELECT o.number, o.customer AS c, p.n FROM shop.ordered o, LATERAL (SELECT r.number + 1 AS"
            + " n FROM shop.returned r WHERE r.number = o.number) AS p | c",
        "SELECT window_start, number, customer AS c FROM TABLE(TUMBLE(TABLE shop.ordered,"
            + " DESCRIPTOR(_time), INTERVAL '1' HOUR)) | window_start,c",
        "SELECT c, n FROM (SELECT number AS n, customer AS c FROM shop.ordered WHERE number > 1) |"
            + " c",
      })
  void personalDataIsKnownBehindEveryOperator(String sql, @Nullable String personal) {
    JsonNode analysis = analyze(sql, null);

    assertThat(analysis.path("valid").booleanValue()).as(analysis.toString()).isTrue();
    assertThat(
            StreamSupport.stream(analysis.path("columns").spliterator(), false)
                .filter(column -> column.path("pii").booleanValue())
                .map(column -> column.path("name").stringValue()))
        .containsExactly(personal == null ? new String[0] : personal.split(","));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "number | {\"type\": \"integer\"}",
        "small | {\"type\": [\"integer\", \"null\"], \"format\": \"int32\"}",
        "CAST(1 AS SMALLINT) | {\"type\": \"integer\", \"format\": \"int32\"}",
        "paid | {\"type\": \"boolean\"}",
        "ratio | {\"type\": [\"number\", \"null\"]}",
        "half | {\"type\": [\"number\", \"null\"], \"format\": \"float\"}",
        "price | {\"type\": [\"number\", \"null\"], \"format\": \"decimal\", \"x-precision\": 10,"
            + " \"x-scale\": 2}",
        "`day` | {\"type\": [\"string\", \"null\"], \"format\": \"date\"}",
        "`hour` | {\"type\": [\"string\", \"null\"], \"format\": \"time\"}",
        "shipped_at | {\"type\": [\"string\", \"null\"], \"format\": \"date-time\"}",
        "CAST(shipped_at AS TIMESTAMP(6)) | {\"type\": [\"string\", \"null\"], \"format\":"
            + " \"date-time\"}",
        "photo | {\"type\": [\"string\", \"null\"], \"format\": \"byte\"}",
        "token | {\"type\": [\"string\", \"null\"], \"format\": \"uuid\"}",
        "COALESCE(token, X'00000000000000000000000000000000') | {\"type\": \"string\","
            + " \"format\": \"uuid\"}",
        "CAST(token AS BYTES) | {\"type\": [\"string\", \"null\"], \"format\": \"byte\"}",
        "CAST(ARRAY[token] AS ARRAY<BINARY(16)>) | {\"type\": \"array\", \"items\":"
            + " {\"type\": [\"string\", \"null\"], \"format\": \"uuid\"}}",
        "tags | {\"type\": [\"object\", \"null\"], \"additionalProperties\": {\"type\":"
            + " \"string\"}}",
        "ARRAY[1, 2] | {\"type\": \"array\", \"items\": {\"type\": \"integer\", \"format\":"
            + " \"int32\"}}",
        "CAST(ROW(number, 'a') AS ROW<n BIGINT NOT NULL, t STRING>) | {\"type\": \"object\","
            + " \"properties\": {\"n\": {\"type\": \"integer\"}, \"t\": {\"type\": [\"string\","
            + " \"null\"]}}, \"required\": [\"n\"]}",
      })
  void everyTypeBecomesJsonSchemaThatIsOurs(String expression, String schema) {
    JsonNode analysis = analyze("SELECT " + expression + " AS x FROM shop.ordered", null);

    assertThat(analysis.at("/event_schema/properties/x")).isEqualTo(JSON.readTree(schema));
    EventSchema parsed = EventSchema.parse(1, analysis.path("event_schema").toString());
    assertThat(parsed.root().fields()).extracting(field -> field.name()).containsExactly("x");
    assertThat(parsed.root().fields().get(0).required())
        .isEqualTo(!analysis.at("/columns/0/nullable").booleanValue());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "INTERVAL '1' DAY AS x | COLUMN_TYPE",
        "number AS _number | COLUMN_NAME",
        "number AS specversion | COLUMN_NAME",
        "number AS _id | COLUMN_TYPE",
        "MAP[1, 'a'] AS m | COLUMN_TYPE",
      })
  void whatIsNoPropertyIsSaid(String column, String code) {
    JsonNode analysis = analyze("SELECT " + column + " FROM shop.ordered", event());

    assertThat(analysis.path("valid").booleanValue()).as(analysis.toString()).isTrue();
    assertThat(analysis.at("/destination_faults/0/code").stringValue()).isEqualTo(code);
    assertThat(analysis.at("/destination_faults/0/suggestion").stringValue()).isNotEmpty();
    assertThat(analysis.path("event_schema").isNull()).isTrue();
  }

  @Test
  void theTimeOfADerivedEventIsFound() {
    String window =
        " FROM TABLE(TUMBLE(TABLE shop.ordered, DESCRIPTOR(_time), INTERVAL '1' HOUR))"
            + " GROUP BY window_start, window_end";

    assertThat(
            analyze("SELECT number, _time AS happened FROM shop.ordered", event())
                .path("time_property"))
        .isEqualTo(JSON.readTree("\"happened\""));
    assertThat(
            analyze("SELECT window_start, window_end, COUNT(*) AS n" + window, event())
                .path("time_property"))
        .isEqualTo(JSON.readTree("\"window_end\""));
    assertThat(
            analyze("SELECT window_end AS _time, COUNT(*) AS n" + window, event())
                .path("time_property")
                .isNull())
        .isTrue();
    assertThat(analyze("SELECT number FROM shop.ordered", event()).path("time_property").isNull())
        .isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      value = {
        "SELECT number, shipped_at FROM shop.ordered | shipped_at",
        "SELECT shipped_at AS gone FROM shop.ordered | gone",
        "SELECT shipped_at, _time AS happened FROM shop.ordered | happened",
        "SELECT shipped_at, _time FROM shop.ordered | none",
        "SELECT CAST(shipped_at AS STRING) AS t FROM shop.ordered | none",
        "SELECT COALESCE(shipped_at, _time) AS t FROM shop.ordered | none",
      })
  void thePropertyThatIsTheTimeOfTheSourceIsThatOfADerivedEvent(String sql, String expected) {
    assertThat(analyze(sql, event()).path("time_property").stringValue(null)).isEqualTo(expected);
  }

  @Test
  void aResultThatChangesNeedsATableWithAKey() {
    String counts = "SELECT number, small, COUNT(*) AS n FROM shop.ordered GROUP BY number, small";

    assertThat(codes(analyze(counts, event()))).containsExactly("UPDATING_RESULT");
    assertThat(codes(analyze(counts, table()))).containsExactly("KEY_NEEDED");
    assertThat(analyze(counts, table()).at("/destination_faults/0/suggestion").stringValue())
        .isEqualTo("Choose the key: number, small");
    assertThat(codes(analyze(counts, table("number", "small")))).containsExactly("KEY_NULLABLE");
    assertThat(codes(analyze(counts, table("nobody")))).containsExactly("KEY_UNKNOWN_COLUMN");
    assertThat(analyze(counts, table()).path("event_schema").isNull()).isTrue();
  }

  @Test
  void aKeyThatIsNotOneIsWarnedOf() {
    JsonNode analysis =
        analyze(
            "SELECT number, paid, COUNT(*) AS n FROM shop.ordered GROUP BY number, paid",
            table("number"));

    assertThat(codes(analysis)).isEmpty();
    assertThat(analysis.path("warnings").toString())
        .contains("\"operator\":\"KEY\"")
        .contains("Choose the key: number, paid")
        .contains("not touched for 2 days");
  }

  @Test
  void onlyTheSchemasOfEventTypesThatAreNamedAreLookedAt() {
    Set<EventTypeName> found = new TreeSet<>();
    SourceEventTypes many =
        new SourceEventTypes() {
          @Override
          public Set<EventTypeName> names() {
            Set<EventTypeName> names = new TreeSet<>(EVENT_TYPES.names());
            for (int i = 0; i < 1_000; i++) {
              names.add(new EventTypeName("domain_" + i % 50, "event_" + i));
            }
            return names;
          }

          @Override
          public Optional<SourceEventType> find(EventTypeName name) {
            found.add(name);
            return EVENT_TYPES.find(name);
          }
        };

    Analysis right =
        ANALYZER.analyze(
            "SELECT number FROM shop.ordered",
            new ReadableEventTypes(many, null),
            Duration.ofDays(1),
            null);
    Analysis wrong =
        ANALYZER.analyze(
            "SELECT number FROM shop.orderd",
            new ReadableEventTypes(many, null),
            Duration.ofDays(1),
            null);

    assertThat(right).isInstanceOf(Analysis.Right.class);
    assertThat(wrong.json().at("/faults/0/suggestion").stringValue())
        .isEqualTo("Did you mean shop.ordered?");
    assertThat(found).containsExactly(EventTypeName.parse("shop.ordered"));
  }

  @Test
  void whatTakesTooLongIsAFault() {
    Analyzer hasty =
        new Analyzer(
            () -> EVENT_TYPES,
            new BoundedPlanner(
                new BoundedPlanner.Limits(
                    1,
                    Duration.ofSeconds(10),
                    Duration.ofNanos(1_000_000),
                    Duration.ofMinutes(1))));

    String lengthy =
        IntStream.range(0, 300)
            .mapToObj(i -> "number + %d AS n%d".formatted(i, i))
            .collect(Collectors.joining(", ", "SELECT ", " FROM shop.ordered"));

    Analysis analysis =
        hasty.analyze(lengthy, new ReadableEventTypes(EVENT_TYPES, null), Duration.ofDays(1), null);

    assertThat(analysis.json().at("/faults/0/code").stringValue()).isEqualTo("TOO_SLOW");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"readable\": null} | /sql",
        "{\"sql\": \"SELECT 1\"} | /readable",
        "{\"sql\": \"SELECT 1\", \"readable\": null, \"state_hours\": 0} | /state_hours",
        "{\"sql\": \"SELECT 1\", \"readable\": null, \"destination\": {\"type\": \"x\"}} |"
            + " /destination/type",
      })
  void aRequestThatIsWrongIsRefused(String request, String pointer) {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> ANALYZER.validate(JSON.readTree(request)))
        .satisfies(e -> assertThat(e.violations().get(0).pointer()).isEqualTo(pointer));
  }

  private static List<String> codes(JsonNode analysis) {
    return StreamSupport.stream(analysis.path("destination_faults").spliterator(), false)
        .map(fault -> fault.path("code").stringValue())
        .toList();
  }

  private static PipelineDestination event() {
    return new PipelineDestination.EventType(EventTypeName.parse("shop.derived"));
  }

  private static PipelineDestination table(String... key) {
    return new PipelineDestination.LakeTable(EventTypeName.parse("shop.derived"), List.of(key));
  }

  private static JsonNode analyze(String sql, @Nullable PipelineDestination destination) {
    return ANALYZER
        .analyze(sql, new ReadableEventTypes(EVENT_TYPES, null), Duration.ofDays(2), destination)
        .json();
  }
}
