package com.eventbuspro.transform.http;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** What was asked; whoever asked may ask. */
public final class Request {
  private static final int BAD_REQUEST = 400;

  private final byte[] body;

  Request(byte[] body) {
    this.body = body;
  }

  /**
   * The body, a JSON object.
   *
   * @throws ProblemException if it is none
   */
  public JsonNode json() {
    try {
      JsonNode tree = Json.MAPPER.readTree(body);
      if (tree.isObject()) {
        return tree;
      }
    } catch (JacksonException e) {
      // Its message shows what was sent.
    }
    throw notJson();
  }

  /**
   * The body as a type of ours, whose names are in snake_case there.
   *
   * @throws ProblemException if it does not fit
   */
  public <T> T json(Class<T> type) {
    try {
      T value = Json.MAPPER.readValue(body, type);
      if (value != null) {
        return value;
      }
    } catch (JacksonException e) {
      throw new ProblemException(
          BAD_REQUEST, "INVALID_BODY", "The body is not what this path takes", e);
    }
    throw notJson();
  }

  private static ProblemException notJson() {
    return new ProblemException(BAD_REQUEST, "INVALID_JSON", "The body is not a JSON object", null);
  }
}
