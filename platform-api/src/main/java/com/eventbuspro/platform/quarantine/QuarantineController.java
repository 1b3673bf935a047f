package com.eventbuspro.platform.quarantine;

import com.eventbuspro.lake.read.RejectedFilter;
import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.model.event.RejectionCause;
import com.eventbuspro.platform.problem.ApiException;
import com.eventbuspro.platform.web.PageRequest;
import io.swagger.v3.oas.annotations.Operation;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(
    path = "/api/event-types/{name}/quarantine",
    produces = MediaType.APPLICATION_JSON_VALUE)
class QuarantineController {
  private final QuarantineReads reads;

  QuarantineController(QuarantineReads reads) {
    this.reads = reads;
  }

  @Operation(
      summary = "Records that could not be written to the table",
      description =
          "Counts by cause with the newest samples of each, and the records themselves, newest"
              + " first, with the reason of each. Data that is UTF-8 is shown as text, other as"
              + " base64, both cut at 4 KiB.")
  @GetMapping
  Quarantined read(
      @PathVariable EventTypeName name,
      @RequestParam(required = false) @Nullable RejectionCause cause,
      @RequestParam(required = false) @Nullable Instant from,
      @RequestParam(required = false) @Nullable Instant to,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(defaultValue = PageRequest.DEFAULT) int limit) {
    if (from != null && to != null && !from.isBefore(to)) {
      throw ApiException.parameter("to", "to must be later than from");
    }
    return reads.read(
        name,
        new RejectedFilter(cause == null ? null : cause.name(), from, to, Set.of()),
        new PageRequest(cursor, limit));
  }
}
