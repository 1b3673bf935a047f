package com.eventbuspro.platform.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.eventbuspro.platform.TestPlatform;
import com.eventbuspro.platform.TestPlatform.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Bad input, against the running server: always a problem that says what to do, never a 5xx. */
class BadInputIT {
  private static final TestPlatform PLATFORM = TestPlatform.get();
  private static final String EXISTING = TestPlatform.newName();
  private static final String JSON = "application/json";
  private static final String GOOD_SCHEMA =
      "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"integer\"},\"s\":{\"type\":\"string\"}}}";

  @BeforeAll
  static void registerOne() {
    assertThat(PLATFORM.post("/api/event-types", registration(EXISTING, GOOD_SCHEMA)).status())
        .isEqualTo(201);
  }

  private static String registration(String name, String schema) {
    return """
    {"name":"%s","owner":"team","description":"An event","schema":%s}"""
        .formatted(name, schema);
  }

  private static String with(String property, String value) {
    return registration("test.never_made", GOOD_SCHEMA)
        .replaceFirst("\\{", "{\"" + property + "\":" + value + ",");
  }

  private static String fields(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "\"f" + i + "\":{\"type\":\"string\"}")
        .collect(Collectors.joining(",", "{\"type\":\"object\",\"properties\":{", "}}"));
  }

  private static String nested(int depth) {
    return "{\"type\":\"object\",\"properties\":{\"a\":".repeat(depth)
        + "{\"type\":\"string\"}"
        + "}}".repeat(depth);
  }

  static Stream<Arguments> posts() {
    String events = "/api/event-types/" + EXISTING + "/events";
    String schemas = "/api/event-types/" + EXISTING + "/schemas";
    String types = "/api/event-types";
    return Stream.of(
        arguments(
            "unknown event type",
            "/api/event-types/no.such/events",
            JSON,
            "{}",
            404,
            "EVENT_TYPE_NOT_FOUND"),
        arguments(
            "bad name in a path",
            "/api/event-types/Bad-Name/events",
            JSON,
            "{}",
            400,
            "INVALID_NAME"),
        arguments(
            "bad name", types, JSON, registration("Bad Name", GOOD_SCHEMA), 422, "INVALID_NAME"),
        arguments(
            "name with quarantine suffix",
            types,
            JSON,
            registration("a.b__quarantine", GOOD_SCHEMA),
            422,
            "INVALID_NAME"),
        arguments(
            "name that is too long",
            types,
            JSON,
            registration("a." + "b".repeat(64), GOOD_SCHEMA),
            422,
            "INVALID_NAME"),
        arguments(
            "duplicate with another schema",
            types,
            JSON,
            registration(
                EXISTING, "{\"type\":\"object\",\"properties\":{\"b\":{\"type\":\"string\"}}}"),
            409,
            "DIFFERENT"),
        arguments(
            "unmappable schema",
            types,
            JSON,
            registration(
                "test.never_made",
                "{\"type\":\"object\",\"properties\":{\"a\":{\"oneOf\":[{\"type\":\"object\"},{\"type\":\"object\"}]}}}"),
            422,
            ""),
        arguments(
            "schema that is no object",
            types,
            JSON,
            registration("test.never_made", "[1]"),
            422,
            ""),
        arguments(
            "schema that is null",
            types,
            JSON,
            registration("test.never_made", "null"),
            422,
            "REQUIRED"),
        arguments(
            "schema of 10,000 fields",
            types,
            JSON,
            registration("test.never_made", fields(10_000)),
            422,
            ""),
        arguments("deep schema", types, JSON, registration("test.never_made", nested(40)), 422, ""),
        arguments(
            "very deep schema",
            types,
            JSON,
            registration("test.never_made", nested(5000)),
            400,
            "MALFORMED_JSON"),
        arguments(
            "NUL in a property's name",
            types,
            JSON,
            registration(
                "test.never_made",
                "{\"type\":\"object\",\"properties\":{\"a\\u0000b\":{\"type\":\"string\"}}}"),
            422,
            ""),
        arguments(
            "NUL in a schema's text",
            types,
            JSON,
            registration(
                "test.never_made",
                "{\"type\":\"object\",\"description\":\"a\\u0000b\",\"properties\":{\"a\":{\"type\":\"string\"}}}"),
            422,
            ""),
        arguments(
            "NUL in a description",
            types,
            JSON,
            registration("test.never_made", GOOD_SCHEMA).replace("An event", "a\\u0000b"),
            422,
            "CONTROL_CHARACTER"),
        arguments(
            "control character in a description",
            types,
            JSON,
            registration("test.never_made", GOOD_SCHEMA).replace("An event", "a\\u0007b"),
            422,
            "CONTROL_CHARACTER"),
        arguments(
            "half a surrogate pair",
            types,
            JSON,
            registration("test.never_made", GOOD_SCHEMA).replace("An event", "a\\ud800b"),
            422,
            ""),
        arguments(
            "raw control character",
            types,
            JSON,
            registration("test.never_made", GOOD_SCHEMA).replace("An event", "a\u0001b"),
            400,
            "MALFORMED_JSON"),
        arguments(
            "no description",
            types,
            JSON,
            registration("test.never_made", GOOD_SCHEMA).replace("An event", " "),
            422,
            "INVALID_DESCRIPTION"),
        arguments(
            "no owner",
            types,
            JSON,
            registration("test.never_made", GOOD_SCHEMA).replace("\"team\"", "null"),
            422,
            "REQUIRED"),
        arguments(
            "bad owner",
            types,
            JSON,
            registration("test.never_made", GOOD_SCHEMA).replace("\"team\"", "\"Team One\""),
            422,
            "INVALID_OWNER"),
        arguments("unknown property", types, JSON, with("colour", "1"), 400, "UNKNOWN_PROPERTY"),
        arguments("wrong type of a property", types, JSON, with("shards", "{}"), 400, "WRONG_TYPE"),
        arguments("number out of range", types, JSON, with("shards", "0"), 422, "OUT_OF_RANGE"),
        arguments("number beyond an int", types, JSON, with("shards", "99999999999"), 400, ""),
        arguments("fraction for a whole number", types, JSON, with("shards", "1.5"), 400, ""),
        arguments("unknown time property", types, JSON, with("time_property", "\"nope\""), 422, ""),
        arguments(
            "unknown partition key", types, JSON, with("partition_key", "\"/nope\""), 422, ""),
        arguments("bad partition key", types, JSON, with("partition_key", "\"nope\""), 422, ""),
        arguments("property twice", types, JSON, with("name", "\"a.b\""), 400, "MALFORMED_JSON"),
        arguments("malformed JSON", types, JSON, "{\"name\":", 400, "MALFORMED_JSON"),
        arguments("two values", types, JSON, "{} {}", 400, "WRONG_TYPE"),
        arguments("an array", types, JSON, "[]", 400, "WRONG_TYPE"),
        arguments("a string", types, JSON, "\"x\"", 400, "WRONG_TYPE"),
        arguments("missing body", types, JSON, "", 400, "MISSING_BODY"),
        arguments("null body", types, JSON, "null", 400, "MISSING_BODY"),
        arguments("wrong content type", types, "text/plain", "x", 415, "UNSUPPORTED_MEDIA_TYPE"),
        arguments("broken content type", types, "///", "x", 415, "UNSUPPORTED_MEDIA_TYPE"),
        arguments(
            "body beyond the limit",
            types,
            JSON,
            "\"" + "x".repeat(1_100_000) + "\"",
            413,
            "TOO_LARGE"),
        arguments(
            "bad dry_run",
            types + "?dry_run=maybe",
            JSON,
            registration("test.never_made", GOOD_SCHEMA),
            400,
            "INVALID_PARAMETER"),
        arguments(
            "reason with a line break",
            types + "?reason=a%0Ab",
            JSON,
            registration("test.never_made", GOOD_SCHEMA),
            422,
            "INVALID_REASON"),
        arguments("event: malformed JSON", events, JSON, "{\"a\":", 400, "MALFORMED_JSON"),
        arguments("event: missing body", events, JSON, "", 400, "MISSING_BODY"),
        arguments("event: no lines", events, "application/x-ndjson", "\n \n", 400, "MISSING_BODY"),
        arguments("event: empty array", events, JSON, "[]", 400, "MISSING_BODY"),
        arguments(
            "event: wrong content type", events, "text/csv", "a,b", 415, "UNSUPPORTED_MEDIA_TYPE"),
        arguments(
            "event: oversize",
            events,
            JSON,
            "{\"x\":\"" + "x".repeat(1_050_000) + "\"}",
            422,
            "TOO_LARGE"),
        arguments("event: not an object", events, JSON, "7", 422, "NOT_AN_OBJECT"),
        arguments(
            "event: deep nesting",
            events,
            JSON,
            "{\"x\":".repeat(900) + "1" + "}".repeat(900),
            422,
            "TOO_DEEP"),
        arguments(
            "event: very deep nesting",
            events,
            JSON,
            "[".repeat(20_000) + "]".repeat(20_000),
            400,
            "MALFORMED_JSON"),
        arguments("event: NUL", events, JSON, "{\"s\":\"\\u0000\"}", 422, ""),
        arguments("event: wrong type", events, JSON, "{\"a\":\"x\"}", 422, "WRONG_TYPE"),
        arguments(
            "event: bad results",
            events + "?results=some",
            JSON,
            "{\"a\":1}",
            400,
            "INVALID_PARAMETER"),
        arguments(
            "event: cloud event of another type",
            events,
            "application/cloudevents+json",
            "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"x.y\",\"data\":{}}",
            422,
            "BAD_ENVELOPE"),
        arguments(
            "event: cloud event without envelope",
            events,
            "application/cloudevents+json",
            "{\"a\":1}",
            422,
            "BAD_ENVELOPE"),
        arguments("schema version: malformed", schemas, JSON, "{", 400, "MALFORMED_JSON"),
        arguments("schema version: unmappable", schemas, JSON, "{\"type\":\"array\"}", 422, ""),
        arguments(
            "schema version: incompatible",
            schemas,
            JSON,
            "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\"}}}",
            409,
            ""),
        arguments(
            "schema version: of an unknown event type",
            "/api/event-types/no.such/schemas",
            JSON,
            GOOD_SCHEMA,
            404,
            "EVENT_TYPE_NOT_FOUND"),
        arguments("samples: malformed", "/api/schemas/infer", JSON, "[{]", 400, "MALFORMED_JSON"),
        arguments("samples: none", "/api/schemas/infer", JSON, "[]", 422, "NO_SAMPLES"),
        arguments("samples: not objects", "/api/schemas/infer", JSON, "[1]", 422, ""),
        arguments(
            "samples: broken line",
            "/api/schemas/infer",
            "application/x-ndjson",
            "{\"a\":1}\n{",
            422,
            ""));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("posts")
  void a_bad_post_is_a_problem_that_says_why(
      String what, String path, String type, String body, int status, String violation) {
    Answer answer =
        PLATFORM.send(
            PLATFORM
                .request(path)
                .header("Content-Type", type)
                .POST(BodyPublishers.ofString(body)));

    assertProblem(answer, status);
    if (status != 404) {
      assertThat(answer.json().at("/violations")).as(what + answer.text()).isNotEmpty();
    }
    assertThat(answer.text()).contains(violation);
    assertThat(PLATFORM.get("/api/event-types/test.never_made").status()).isEqualTo(404);
  }

  static Stream<Arguments> gets() {
    String type = "/api/event-types/" + EXISTING;
    return Stream.of(
        arguments("unknown event type", "/api/event-types/no.such", 404),
        arguments("unknown path", "/api/nothing", 404),
        arguments("unknown path below", type + "/nothing", 404),
        arguments("bad name", "/api/event-types/NO", 400),
        arguments("encoded garbage", "/api/event-types/%00%ff%fe", 400),
        arguments("encoded slash", "/api/event-types/a%2Fb", 400),
        arguments("path with a parameter", "/api/event-types;x=1", 400),
        arguments("dots", "/api/event-types/../../etc/passwd", 400),
        arguments("bad cursor", "/api/event-types?cursor=%21%21", 400),
        arguments("cursor of another list", "/api/event-types?cursor=MS5hYmMuZGVm", 400),
        arguments("limit of zero", "/api/event-types?limit=0", 400),
        arguments("limit too high", "/api/event-types?limit=1001", 400),
        arguments("limit that is no number", "/api/event-types?limit=x", 400),
        arguments("NUL in a search", "/api/event-types?text=%00", 400),
        arguments("very long search", "/api/event-types?text=" + "x".repeat(300), 400),
        arguments("bad kind", "/api/resources?kind=PLANET", 400),
        arguments("bad percent encoding", "/api/event-types?text=%zz", 400),
        arguments("huge query", "/api/event-types?text=" + "x".repeat(30_000), 400));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("gets")
  void a_bad_get_is_a_problem(String what, String path, int status) throws Exception {
    RawAnswer answer = RawHttp.get(PLATFORM, path, "");

    assertThat(answer.status()).as(what + answer.body()).isEqualTo(status);
    assertThat(answer.body()).contains("\"code\"").contains("\"trace_id\"").contains("violations");
    assertThat(answer.head().toLowerCase(java.util.Locale.ROOT))
        .contains("content-type: application/problem+json");
  }

  private static void assertProblem(Answer answer, int status) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(answer.json().at("/status").asInt()).isEqualTo(status);
    assertThat(answer.json().at("/code").asString()).matches("[A-Z_]+");
    assertThat(answer.json().at("/type").asString()).startsWith("/problems/");
    assertThat(answer.json().at("/trace_id").asString()).matches("[0-9a-f]{32}");
    assertThat(answer.json().at("/violations").isArray()).isTrue();
  }
}
