package com.eventbuspro.platform.console;

import static com.eventbuspro.platform.console.Forms.blankToNull;
import static com.eventbuspro.platform.console.Forms.number;
import static com.eventbuspro.platform.console.Forms.orEmpty;

import com.eventbuspro.model.InvalidInputException;
import com.eventbuspro.model.Violation;
import com.eventbuspro.model.schema.JsonFaults;
import com.eventbuspro.model.schema.SchemaFault;
import com.eventbuspro.platform.eventtype.Registration;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a person typed to register an event type, kept as typed.
 *
 * @param samples sample events
 * @param schema JSON Schema text
 */
record RegisterForm(
    String samples,
    String schema,
    String name,
    String owner,
    String description,
    String timeProperty,
    String partitionKey,
    String commitIntervalSeconds,
    String shards,
    String streamRetentionHours) {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /** An unsent form has nothing in it, whatever the browser left out. */
  RegisterForm {
    samples = orEmpty(samples);
    schema = orEmpty(schema);
    name = orEmpty(name).strip();
    owner = orEmpty(owner).strip();
    description = orEmpty(description).strip().replace("\r\n", "\n");
    timeProperty = orEmpty(timeProperty).strip();
    partitionKey = orEmpty(partitionKey).strip();
    commitIntervalSeconds = orEmpty(commitIntervalSeconds).strip();
    shards = orEmpty(shards).strip();
    streamRetentionHours = orEmpty(streamRetentionHours).strip();
  }

  /** A new form for somebody of a team, if that is known. */
  static RegisterForm empty(@Nullable String team) {
    return new RegisterForm("", "", "", orEmpty(team), "", "", "", "10", "1", "24");
  }

  /** The same with another schema, and its time property where none was named yet. */
  RegisterForm withSchema(String newSchema, String newTimeProperty) {
    return new RegisterForm(
        samples,
        newSchema,
        name,
        owner,
        description,
        timeProperty.isEmpty() ? newTimeProperty : timeProperty,
        partitionKey,
        commitIntervalSeconds,
        shards,
        streamRetentionHours);
  }

  /**
   * As the registration that the platform checks.
   *
   * @throws InvalidInputException if the schema is not JSON or a number is none
   */
  Registration toRegistration() {
    return new Registration(
        blankToNull(name),
        blankToNull(owner),
        blankToNull(description),
        document(),
        blankToNull(partitionKey),
        blankToNull(timeProperty),
        number("commit_interval_seconds", commitIntervalSeconds),
        number("shards", shards),
        number("stream_retention_hours", streamRetentionHours),
        null,
        null,
        null,
        null);
  }

  private @Nullable JsonNode document() {
    if (schema.isBlank()) {
      return null;
    }
    try {
      return JSON.readTree(schema);
    } catch (JacksonException e) {
      throw new InvalidInputException(
          Violation.of(
              "/schema",
              SchemaFault.MALFORMED_JSON.name(),
              "This is not JSON: " + JsonFaults.describe(e)));
    }
  }
}
