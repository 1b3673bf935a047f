package com.eventbuspro.platform.quarantine;

import com.eventbuspro.lake.read.RejectedFilter;
import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.model.event.RejectionCause;
import com.eventbuspro.platform.problem.ApiException;
import com.eventbuspro.platform.quarantine.Redrive.Action;
import com.eventbuspro.platform.security.Caller;
import com.eventbuspro.platform.security.ChangeRequest;
import com.eventbuspro.platform.web.Page;
import com.eventbuspro.platform.web.PageRequest;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.net.URI;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(
    path = "/api/event-types/{name}/quarantine",
    produces = MediaType.APPLICATION_JSON_VALUE)
class QuarantineController {
  private final QuarantineReads reads;
  private final Redrives redrives;

  QuarantineController(QuarantineReads reads, Redrives redrives) {
    this.reads = reads;
    this.redrives = redrives;
  }

  @Operation(
      summary = "Records that could not be written to the table",
      description =
          "Counts by cause with the newest samples of each, and the records themselves, newest"
              + " first, with the reason of each. Data that is UTF-8 is shown as text, other as"
              + " base64, both cut at 4 KiB. Of event types with"
              + " personal data (x-pii) every role but ADMIN sees only the values that are declared and"
              + " not personal.")
  @GetMapping
  Quarantined read(
      @PathVariable EventTypeName name,
      @RequestParam(required = false) @Nullable RejectionCause cause,
      @RequestParam(required = false) @Nullable Instant from,
      @RequestParam(required = false) @Nullable Instant to,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(defaultValue = PageRequest.DEFAULT) int limit,
      @AuthenticationPrincipal Caller caller) {
    if (from != null && to != null && !from.isBefore(to)) {
      throw ApiException.parameter("to", "to must be later than from");
    }
    return reads.read(
        name,
        new RejectedFilter(cause == null ? null : cause.name(), from, to, Set.of()),
        new PageRequest(cursor, limit),
        caller);
  }

  @Operation(
      summary = "Move records that pass now into the table",
      description =
          "Each enters the table once, with the shard, sequence number and arrival it came with;"
              + " asking again moves what is left. Those that fail again stay. Done in the"
              + " background: Location tells how far it is. With dry_run=true the answer says how"
              + " many would pass, and why the others would not.")
  @ApiResponse(
      responseCode = "202",
      description = "It is worked on",
      content = @Content(schema = @Schema(implementation = Redrive.class)))
  @ApiResponse(
      responseCode = "200",
      description = "A dry run: what would happen",
      content = @Content(schema = @Schema(implementation = RedrivePreview.class)))
  @PostMapping(path = "/redrive", consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<Object> redrive(
      @PathVariable EventTypeName name, @RequestBody Selection body, ChangeRequest change) {
    return switch (change.mode()) {
      case DRY_RUN -> ResponseEntity.ok(redrives.preview(name, body, change));
      case APPLY -> accepted(redrives.request(name, Action.REDRIVE, body, change));
    };
  }

  @Operation(
      summary = "Discard records for good",
      description =
          "They are counted as discarded, with who and why. Done in the background, like a re-drive.")
  @ApiResponse(
      responseCode = "202",
      description = "It is worked on",
      content = @Content(schema = @Schema(implementation = Redrive.class)))
  @ApiResponse(
      responseCode = "200",
      description = "A dry run: what would be gone",
      content = @Content(schema = @Schema(implementation = DiscardPreview.class)))
  @PostMapping(path = "/discard", consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<Object> discard(
      @PathVariable EventTypeName name, @RequestBody Discarding body, ChangeRequest change) {
    ChangeRequest because = body.because(change);
    return switch (because.mode()) {
      case DRY_RUN -> ResponseEntity.ok(redrives.previewDiscard(name, body.selection(), because));
      case APPLY -> accepted(redrives.request(name, Action.DISCARD, body.selection(), because));
    };
  }

  private static ResponseEntity<Object> accepted(Redrive redrive) {
    return ResponseEntity.accepted()
        .location(
            URI.create(
                "/api/event-types/" + redrive.eventType() + "/quarantine/redrives/" + redrive.id()))
        .body(redrive);
  }

  @Operation(summary = "Re-drives and discards, newest first")
  @GetMapping("/redrives")
  Page<Redrive> list(
      @PathVariable EventTypeName name,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(defaultValue = PageRequest.DEFAULT) int limit) {
    return redrives.page(name, new PageRequest(cursor, limit));
  }

  @Operation(summary = "How far a re-drive or discard is")
  @GetMapping("/redrives/{id}")
  Redrive one(@PathVariable EventTypeName name, @PathVariable UUID id) {
    return redrives.get(name, id);
  }
}
