package com.eventbuspro.platform.eventtype;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import tools.jackson.databind.JsonNode;

/**
 * One version of an event type's schema.
 *
 * @param version 1 for the first, then counting up
 * @param schema the document, as registered
 * @param createdAt when
 * @param createdBy by whom
 */
public record SchemaVersion(
    int version, @Schema(type = "object") JsonNode schema, Instant createdAt, String createdBy) {}
