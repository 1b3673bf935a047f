package com.eventbuspro.platform.pipeline;

import org.springframework.stereotype.Component;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON as the transform-runner writes it, in the database and in answers. Read with patience: it
 * may be newer than this, and say more.
 */
@Component
class RunnerJson {
  private final JsonMapper mapper;

  RunnerJson(JsonMapper json) {
    this.mapper =
        json.rebuild()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .build();
  }

  /** Reads and writes it. */
  JsonMapper mapper() {
    return mapper;
  }
}
