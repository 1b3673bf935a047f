package com.eventbuspro.platform.maintenance;

import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.platform.eventtype.EventType;
import com.eventbuspro.platform.eventtype.EventTypes;
import io.swagger.v3.oas.annotations.Operation;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(path = "/api/event-types", produces = MediaType.APPLICATION_JSON_VALUE)
class MaintenanceController {
  private final EventTypes eventTypes;
  private final MaintenanceRuns runs;

  MaintenanceController(EventTypes eventTypes, MaintenanceRuns runs) {
    this.eventTypes = eventTypes;
    this.runs = runs;
  }

  @Operation(
      summary = "How an event type's lake tables are kept",
      description =
          "The policy, and the newest run of each kind of maintenance: what is being done now, and"
              + " what was done last.")
  @GetMapping("/{name}/maintenance")
  Maintenance read(@PathVariable EventTypeName name) {
    EventType eventType = eventTypes.get(name);
    return new Maintenance(
        eventType.retentionDays(),
        eventType.snapshotRetentionHours(),
        eventType.compactionTargetMb(),
        runs.of(name));
  }
}
