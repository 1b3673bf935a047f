package com.eventbuspro.platform.ledger;

import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.platform.problem.ApiException;
import com.eventbuspro.platform.web.Page;
import com.eventbuspro.platform.web.PageRequest;
import io.swagger.v3.oas.annotations.Operation;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(path = "/api", produces = MediaType.APPLICATION_JSON_VALUE)
class LedgerController {
  private final LedgerService ledger;
  private final IncompleteHours cells;

  LedgerController(LedgerService ledger, IncompleteHours cells) {
    this.ledger = ledger;
    this.cells = cells;
  }

  @Operation(
      summary = "Completeness per hour",
      description =
          "What was published through the platform, what was read from the stream, and what became"
              + " of it: in the table, in quarantine, discarded. Hours of which there is nothing"
              + " are left out; newest first. An hour that does not add up names shards and"
              + " sequence ranges. Records that others publish to the stream directly count in"
              + " in_stream only.")
  @GetMapping("/event-types/{name}/ledger")
  Ledger hours(
      @PathVariable EventTypeName name,
      @RequestParam(defaultValue = "") String from,
      @RequestParam(defaultValue = "") String to,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(defaultValue = PageRequest.DEFAULT) int limit) {
    return ledger.hours(name, LedgerPeriod.parse(from, to), new PageRequest(cursor, limit));
  }

  @Operation(
      summary = "Hours of all event types with missing records",
      description = "What the ledger says is certainly missing; newest hour first.")
  @GetMapping("/ledger")
  Page<IncompleteHour> missing(
      @RequestParam(defaultValue = "missing") String state,
      @RequestParam(defaultValue = "") String from,
      @RequestParam(defaultValue = "") String to,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(defaultValue = PageRequest.DEFAULT) int limit) {
    if (!state.equals("missing")) {
      throw ApiException.parameter("state", "state is missing");
    }
    return cells.missing(LedgerPeriod.parse(from, to), new PageRequest(cursor, limit));
  }
}
