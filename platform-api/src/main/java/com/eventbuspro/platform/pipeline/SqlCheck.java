package com.eventbuspro.platform.pipeline;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * SQL to be checked.
 *
 * @param sql one SELECT over event types
 * @param destination where its result would go; absent when that is not known yet
 * @param stateHours how long state would be kept; 168 when absent
 */
public record SqlCheck(
    @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable String sql,
    @Nullable DestinationSpec destination,
    @Nullable Integer stateHours) {}
