package com.eventbuspro.platform.problem;

import java.util.Locale;

/** The stable causes a caller's program may decide by, each with its HTTP status. */
public enum ProblemCode {
  MALFORMED_JSON(400, "The request body is not JSON"),
  MALFORMED_REQUEST(400, "The request cannot be understood"),
  INVALID_PARAMETER(400, "A parameter is not valid"),
  INVALID_NAME(400, "Not a name"),
  INVALID_CURSOR(400, "Not a cursor of this list"),
  UNAUTHENTICATED(401, "A valid access token is needed"),
  FORBIDDEN(403, "Your role does not allow this"),
  NOT_OWNER(403, "This belongs to another team"),
  NOT_FOUND(404, "There is nothing here"),
  EVENT_TYPE_NOT_FOUND(404, "No such event type"),
  PIPELINE_NOT_FOUND(404, "No such pipeline"),
  METHOD_NOT_ALLOWED(405, "This method is not possible here"),
  NOT_ACCEPTABLE(406, "This representation is not offered"),
  EVENT_TYPE_EXISTS(409, "The event type exists and is different"),
  INCOMPATIBLE_SCHEMA(409, "The schema is not compatible with the version before"),
  DELETION_NOT_CONFIRMED(409, "The change deletes data, and that was not confirmed"),
  DERIVED_EVENT_TYPE(409, "A pipeline writes this event type"),
  BREAKS_PIPELINES(409, "The schema breaks pipelines"),
  NAME_TAKEN(409, "The name is taken"),
  PIPELINE_EXISTS(409, "The pipeline exists and is different"),
  PIPELINE_DELETED(409, "The pipeline is being deleted"),
  NO_TABLE(409, "Its result is kept nowhere"),
  STILL_READ(409, "Others still read it"),
  CANDIDATE_NOT_LIVE(409, "There is no such version that can be switched to"),
  STALE(412, "It was changed since you read it"),
  TOO_LARGE(413, "The request is too large"),
  HEADERS_TOO_LARGE(431, "The request's headers are too large"),
  UNSUPPORTED_MEDIA_TYPE(415, "This content type is not taken here"),
  INVALID_INPUT(422, "The input is refused"),
  EVENTS_REJECTED(422, "No event was accepted"),
  PRECONDITION_REQUIRED(428, "Say which state you are changing"),
  TOO_MANY_REQUESTS(429, "Too much at once"),
  INTERNAL(500, "Something went wrong on our side"),
  UNAVAILABLE(503, "A service we need is not available"),
  TRANSFORM_RUNNER_UNAVAILABLE(503, "The transform-runner cannot be asked"),
  STREAM_NOT_READY(503, "The stream is not ready yet"),
  OUTCOME_UNKNOWN(503, "It is not known whether the events were taken");

  private final int status;
  private final String title;

  ProblemCode(int status, String title) {
    this.status = status;
    this.title = title;
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** What it means in general, for people. */
  public String title() {
    return title;
  }

  /** The problem type: a relative reference, such as {@code /problems/not-owner}. */
  public String type() {
    return "/problems/" + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The code that stands for a status when nothing more is known. */
  public static ProblemCode ofStatus(int status) {
    return switch (status) {
      case 401 -> UNAUTHENTICATED;
      case 403 -> FORBIDDEN;
      case 404 -> NOT_FOUND;
      case 405 -> METHOD_NOT_ALLOWED;
      case 406 -> NOT_ACCEPTABLE;
      case 413 -> TOO_LARGE;
      case 415 -> UNSUPPORTED_MEDIA_TYPE;
      case 429 -> TOO_MANY_REQUESTS;
      case 431 -> HEADERS_TOO_LARGE;
      case 503 -> UNAVAILABLE;
      default -> status >= 500 ? INTERNAL : MALFORMED_REQUEST;
    };
  }
}
