package com.eventbuspro.platform.console;

import com.eventbuspro.platform.audit.AuditRecord;
import com.eventbuspro.platform.audit.AuditRecord.Outcome;
import com.eventbuspro.platform.audit.AuditRecords;
import com.eventbuspro.platform.security.Caller;
import com.eventbuspro.platform.web.Inputs;
import com.eventbuspro.platform.web.Page;
import com.eventbuspro.platform.web.PageRequest;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Who changed what, when and why; for auditors and admins. */
@Controller
class AuditPages {
  private static final int ROWS = 50;

  private final AuditRecords records;
  private final Clock clock;

  AuditPages(AuditRecords records, Clock clock) {
    this.records = records;
    this.clock = clock;
  }

  @GetMapping("/audit")
  String audit(
      @AuthenticationPrincipal Caller caller,
      @RequestParam(name = "event_type", defaultValue = "") String eventType,
      @RequestParam(defaultValue = "") String actor,
      @RequestParam(defaultValue = "") String action,
      @RequestParam(defaultValue = "") String outcome,
      @RequestParam(required = false) @Nullable String cursor,
      Model model) {
    if (!caller.role().mayAudit()) {
      throw caller.refused("Audit records are for auditors and admins");
    }
    AuditRecords.Filter filter =
        new AuditRecords.Filter(
            Inputs.text("event_type", eventType.strip()),
            Inputs.text("actor", actor.strip()),
            Inputs.text("action", action.strip()),
            Inputs.text("outcome", outcome),
            "");
    Page<AuditRecord> page = records.page(filter, new PageRequest(cursor, ROWS));
    Instant now = clock.instant();
    model.addAttribute("filter", filter);
    model.addAttribute("outcomes", Choice.of(Outcome.values(), Choice::label));
    model.addAttribute("rows", page.items().stream().map(r -> AuditRow.of(r, now)).toList());
    model.addAttribute("cursor", cursor);
    model.addAttribute("next", page.next());
    return "audit";
  }
}
