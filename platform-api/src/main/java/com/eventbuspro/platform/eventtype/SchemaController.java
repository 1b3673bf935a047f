package com.eventbuspro.platform.eventtype;

import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.platform.problem.ApiException;
import com.eventbuspro.platform.security.ChangeRequest;
import com.eventbuspro.platform.web.Page;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import java.net.URI;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

@RestController
@RequestMapping(
    path = "/api/event-types/{name}/schemas",
    produces = MediaType.APPLICATION_JSON_VALUE)
class SchemaController {
  private final SchemaVersions versions;

  SchemaController(SchemaVersions versions) {
    this.versions = versions;
  }

  @Operation(
      summary = "All schema versions, newest first",
      description = "Always one page: an event type has few versions.")
  @GetMapping
  Page<SchemaVersion> list(@PathVariable EventTypeName name) {
    return new Page<>(versions.list(name), null);
  }

  @Operation(summary = "One schema version")
  @GetMapping("/{version}")
  SchemaVersion read(@PathVariable EventTypeName name, @PathVariable int version) {
    return versions.list(name).stream()
        .filter(v -> v.version() == version)
        .findFirst()
        .orElseThrow(
            () ->
                new ApiException(
                    com.eventbuspro.platform.problem.ProblemCode.NOT_FOUND,
                    "'" + name + "' has no schema version " + version));
  }

  @Operation(
      summary = "Add a schema version",
      description =
          "The body is the schema itself. It must be compatible with all versions before it; with"
              + " dry_run=true the answer says whether it is, and what would change in the table.",
      requestBody =
          @io.swagger.v3.oas.annotations.parameters.RequestBody(
              required = true,
              content = @Content(schema = @Schema(type = "object"))))
  @PostMapping(consumes = {MediaType.APPLICATION_JSON_VALUE, "application/schema+json"})
  ResponseEntity<SchemaProposal> add(
      @PathVariable EventTypeName name, @RequestBody JsonNode body, ChangeRequest change) {
    SchemaProposal proposal = versions.add(name, body, change);
    return switch (proposal.outcome()) {
      case CREATED ->
          ResponseEntity.created(
                  URI.create("/api/event-types/" + name + "/schemas/" + proposal.version()))
              .body(proposal);
      case UNCHANGED, COMPATIBLE, INCOMPATIBLE -> ResponseEntity.ok(proposal);
    };
  }
}
