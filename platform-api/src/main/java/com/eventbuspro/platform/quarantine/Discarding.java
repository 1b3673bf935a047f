package com.eventbuspro.platform.quarantine;

import com.eventbuspro.model.InvalidInputException;
import com.eventbuspro.model.Violation;
import com.eventbuspro.platform.security.ChangeRequest;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request to discard records, not checked yet: a {@link Selection}, and why.
 *
 * @param reason why they are of no use; kept for ever
 */
public record Discarding(
    @Schema(example = "WRONG_TYPE") @Nullable String cause,
    @Schema(format = "date-time") @Nullable String from,
    @Schema(format = "date-time") @Nullable String to,
    @Nullable List<RecordPlace> records,
    @Nullable Boolean all,
    @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable String reason) {
  public Discarding {
    records = records == null ? null : List.copyOf(records);
  }

  Selection selection() {
    return new Selection(cause, from, to, records, all);
  }

  /**
   * The change with its reason.
   *
   * @throws InvalidInputException if there is none
   */
  ChangeRequest because(ChangeRequest change) {
    if (reason == null || reason.isBlank()) {
      throw new InvalidInputException(
          Violation.of(
              "/reason",
              "MISSING_REASON",
              "Discarding needs a reason: the records are gone for good",
              "Say why nobody needs them"));
    }
    return new ChangeRequest(change.by(), reason, change.mode());
  }
}
