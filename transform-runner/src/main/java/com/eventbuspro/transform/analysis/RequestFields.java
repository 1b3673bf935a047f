package com.eventbuspro.transform.analysis;

import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.model.InvalidInputException;
import com.eventbuspro.model.Violation;
import com.eventbuspro.model.pipeline.PipelineLimits;
import com.eventbuspro.model.pipeline.PipelineName;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What requests about SQL have in common, read from JSON. */
public final class RequestFields {
  private RequestFields() {}

  /**
   * The SQL.
   *
   * @throws InvalidInputException if there is none
   */
  public static String sql(JsonNode request) {
    JsonNode sql = request.path("sql");
    if (!sql.isString()) {
      throw invalid("/sql", "'sql' is the text of one SELECT");
    }
    return sql.stringValue();
  }

  /**
   * The event types that may be read; null when all may.
   *
   * @throws InvalidInputException if they are not said
   */
  public static @Nullable Set<EventTypeName> readable(JsonNode request) {
    JsonNode readable = request.path("readable");
    if (readable.isNull()) {
      return null;
    }
    // That nothing is said is no permission.
    if (!readable.isArray()) {
      throw invalid("/readable", "'readable' is an array of event types, or null for all");
    }
    Set<EventTypeName> names = new TreeSet<>();
    for (JsonNode name : readable) {
      names.add(EventTypeName.parse(name.stringValue("")));
    }
    return names;
  }

  /**
   * The pipeline that the SQL is a version of; null if nobody says so.
   *
   * @throws InvalidInputException if it is no name of one
   */
  static @Nullable PipelineName pipeline(JsonNode request) {
    JsonNode pipeline = request.path("pipeline");
    if (pipeline.isMissingNode() || pipeline.isNull()) {
      return null;
    }
    if (!pipeline.isString()) {
      throw invalid("/pipeline", "'pipeline' is the name of a pipeline");
    }
    return new PipelineName(pipeline.stringValue());
  }

  /**
   * How long state is kept.
   *
   * @throws InvalidInputException if it is not a number of hours of up to a year
   */
  public static Duration stateLife(JsonNode request) {
    JsonNode hours = request.path("state_hours");
    if (hours.isMissingNode() || hours.isNull()) {
      return Duration.ofHours(PipelineLimits.DEFAULT_STATE_HOURS);
    }
    if (!hours.isInt()
        || hours.intValue() < 1
        || hours.intValue() > PipelineLimits.MAX_STATE_HOURS) {
      throw invalid(
          "/state_hours", "'state_hours' is a number from 1 to " + PipelineLimits.MAX_STATE_HOURS);
    }
    return Duration.ofHours(hours.intValue());
  }

  /** A request that cannot be understood. */
  public static InvalidInputException invalid(String pointer, String message) {
    return new InvalidInputException(Violation.of(pointer, "INVALID_REQUEST", message));
  }
}
