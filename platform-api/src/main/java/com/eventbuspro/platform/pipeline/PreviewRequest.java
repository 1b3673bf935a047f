package com.eventbuspro.platform.pipeline;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * SQL to be tried on a slice of history.
 *
 * @param sql one SELECT over event types
 * @param slice which part of history; the newest 100,000 rows of each event type when absent
 * @param limit the most rows of the result, 1 to 1,000; 100 when absent
 */
public record PreviewRequest(
    @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable String sql,
    @Nullable PreviewSlice slice,
    @Nullable Integer limit) {}
