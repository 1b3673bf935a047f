package com.eventbuspro.platform.pipeline;

import com.eventbuspro.model.InvalidInputException;
import com.eventbuspro.model.Violation;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A wish for a version that was backfilled beside the current one.
 *
 * @param version the candidate
 */
public record SwitchRequest(
    @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable Integer version) {
  int check() {
    if (version == null) {
      throw new InvalidInputException(
          Violation.of(
              "/version",
              "REQUIRED",
              "The property version is missing",
              "Say the candidate's version: its status has it as candidate_version"));
    }
    return version;
  }
}
