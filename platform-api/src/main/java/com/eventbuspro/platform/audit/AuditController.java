package com.eventbuspro.platform.audit;

import com.eventbuspro.platform.web.Inputs;
import com.eventbuspro.platform.web.Page;
import com.eventbuspro.platform.web.PageRequest;
import io.swagger.v3.oas.annotations.Operation;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(path = "/api/audit-records", produces = MediaType.APPLICATION_JSON_VALUE)
class AuditController {
  private final AuditRecords records;

  AuditController(AuditRecords records) {
    this.records = records;
  }

  @Operation(summary = "Who changed what, when and why; newest first")
  @GetMapping
  Page<AuditRecord> list(
      @RequestParam(name = "event_type", defaultValue = "") String eventType,
      @RequestParam(defaultValue = "") String actor,
      @RequestParam(defaultValue = "") String action,
      @RequestParam(required = false) AuditRecord.@Nullable Outcome outcome,
      @RequestParam(defaultValue = "") String subject,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(defaultValue = PageRequest.DEFAULT) int limit) {
    AuditRecords.Filter filter =
        new AuditRecords.Filter(
            Inputs.text("event_type", eventType),
            Inputs.text("actor", actor),
            Inputs.text("action", action),
            outcome == null ? "" : outcome.name(),
            Inputs.text("subject", subject));
    return records.page(filter, new PageRequest(cursor, limit));
  }
}
