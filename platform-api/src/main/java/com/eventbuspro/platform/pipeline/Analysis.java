package com.eventbuspro.platform.pipeline;

import com.eventbuspro.model.Violation;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What the transform-runner says of a pipeline's SQL before anything runs.
 *
 * @param valid whether the SQL can run
 * @param faults what is wrong with the SQL
 * @param columns what it brings forth, in order
 * @param changes whether rows are only added, or also change later
 * @param reads the columns that it needs of each event type
 * @param warnings what its author should know before it runs for months
 * @param destinationFaults why the result cannot go where it was to go
 * @param eventSchema the JSON Schema of an event type made of the result; absent if there is none
 * @param timeProperty the column that is such an event type's time
 * @param fingerprint of the stateful part of the plan; two versions with the same go on with the
 *     same state. Absent when the transform-runner does not say
 */
public record Analysis(
    boolean valid,
    List<SqlFault> faults,
    List<OutputColumn> columns,
    @Nullable Changes changes,
    Map<String, List<String>> reads,
    List<Warning> warnings,
    List<DestinationFault> destinationFaults,
    @Schema(type = "object") @Nullable JsonNode eventSchema,
    @Nullable String timeProperty,
    @Nullable String fingerprint) {

  public Analysis {
    faults = faults == null ? List.of() : List.copyOf(faults);
    columns = columns == null ? List.of() : List.copyOf(columns);
    reads = reads == null ? Map.of() : new TreeMap<>(reads);
    warnings = warnings == null ? List.of() : List.copyOf(warnings);
    destinationFaults = destinationFaults == null ? List.of() : List.copyOf(destinationFaults);
    eventSchema = eventSchema == null || eventSchema.isNull() ? null : eventSchema;
  }

  /**
   * Something that works but may surprise.
   *
   * @param operator the part of the plan, in words
   * @param message what it does and what to do about it
   */
  public record Warning(String operator, String message) {}

  /**
   * Why a result cannot go somewhere.
   *
   * @param code stable cause
   * @param message what is wrong
   * @param suggestion what to do about it
   */
  public record DestinationFault(String code, String message, @Nullable String suggestion) {}

  /** Everything that is wrong, with pointers into a declaration; empty when it may run. */
  public List<Violation> violations() {
    List<Violation> found = new ArrayList<>();
    faults.forEach(fault -> found.add(fault.at("/sql")));
    if (!valid && found.isEmpty()) {
      found.add(Violation.of("/sql", "INVALID_SQL", "The SQL cannot run"));
    }
    destinationFaults.forEach(
        fault ->
            found.add(
                new Violation("/destination", fault.code(), fault.message(), fault.suggestion())));
    return found;
  }

  /** What is kept of it with a version: what it means, and not what was wrong. */
  Analysis kept() {
    return new Analysis(
        valid,
        List.of(),
        columns,
        changes,
        reads,
        warnings,
        List.of(),
        null,
        timeProperty,
        fingerprint);
  }
}
