package com.eventbuspro.platform.eventtype;

import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.model.InvalidInputException;
import com.eventbuspro.model.TeamName;
import com.eventbuspro.model.Violation;
import com.eventbuspro.model.event.EventDecoder;
import com.eventbuspro.model.schema.EventSchema;
import com.eventbuspro.platform.problem.Checks;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A registration that was found good.
 *
 * @param name the event type's name
 * @param settings what may be changed later
 * @param partitionKey JSON Pointer to the partition key, or null for the event id
 * @param timeProperty property that holds the event time, or null
 * @param schema the first schema version
 */
record Declaration(
    EventTypeName name,
    EventTypeSettings settings,
    @Nullable String partitionKey,
    @Nullable String timeProperty,
    EventSchema schema) {

  /**
   * Checks a registration.
   *
   * @throws InvalidInputException with everything that is wrong with it
   */
  static Declaration check(Registration asked) {
    Checks checks = new Checks();
    EventTypeName name = checks.get("", () -> EventTypeName.parse(required("name", asked.name())));
    TeamName owner = checks.get("", () -> new TeamName(required("owner", asked.owner())));
    EventTypeSettings settings =
        checks.get(
            "",
            () ->
                new EventTypeSettings(
                    owner == null ? new TeamName("nobody") : owner,
                    required("description", asked.description()),
                    or(asked.commitIntervalSeconds(), 10),
                    or(asked.shards(), 1),
                    or(asked.streamRetentionHours(), 24),
                    or(asked.outOfOrdernessSeconds(), 5),
                    TablePolicy.DEFAULT
                        .keepingRowsFor(asked.retentionDays())
                        .with(asked.snapshotRetentionHours(), asked.compactionTargetMb())));
    EventSchema schema =
        checks.get("/schema", () -> SchemaDocuments.parse(1, requiredSchema(asked.schema())));
    if (schema != null) {
      checks.get(
          "",
          () -> {
            SchemaPaths.checkPartitionKey(schema.root(), asked.partitionKey());
            return schema;
          });
      checks.get(
          "",
          () -> {
            if (asked.timeProperty() != null) {
              EventDecoder.checkTimeProperty(schema, asked.timeProperty());
            }
            return schema;
          });
    }
    checks.done();
    if (name == null || settings == null || schema == null) {
      throw new IllegalStateException("A check failed without a violation");
    }
    return new Declaration(name, settings, asked.partitionKey(), asked.timeProperty(), schema);
  }

  private static String required(String name, @Nullable String value) {
    if (value == null) {
      throw missing(name);
    }
    return value;
  }

  private static JsonNode requiredSchema(@Nullable JsonNode value) {
    if (value == null || value.isNull()) {
      throw missing("");
    }
    return value;
  }

  private static InvalidInputException missing(String name) {
    return new InvalidInputException(
        Violation.of(
            name.isEmpty() ? "" : "/" + name,
            "REQUIRED",
            name.isEmpty() ? "The schema is missing" : "The property " + name + " is missing"));
  }

  private static int or(@Nullable Integer value, int fallback) {
    return value == null ? fallback : value;
  }
}
