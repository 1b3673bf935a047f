package com.eventbuspro.platform.security;

import com.eventbuspro.model.InvalidInputException;
import com.eventbuspro.model.Violation;
import java.util.Objects;

/**
 * Who asks for a change, why, and whether it is meant.
 *
 * @param by who
 * @param reason why, in the caller's words; may be empty
 * @param mode whether it is to happen
 */
public record ChangeRequest(Caller by, String reason, Mode mode) {
  private static final int MAX_REASON = 500;

  /** Whether a change is to happen. */
  public enum Mode {
    /** It happens. */
    APPLY,
    /** Everything is checked and answered, and nothing is kept. */
    DRY_RUN
  }

  public ChangeRequest {
    Objects.requireNonNull(by, "by");
    Objects.requireNonNull(mode, "mode");
    reason = reason.strip();
    if (reason.length() > MAX_REASON || reason.chars().anyMatch(Character::isISOControl)) {
      throw new InvalidInputException(
          Violation.of(
              "/reason",
              "INVALID_REASON",
              "A reason has at most " + MAX_REASON + " characters and no control characters"));
    }
  }
}
