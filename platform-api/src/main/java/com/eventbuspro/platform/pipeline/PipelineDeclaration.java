package com.eventbuspro.platform.pipeline;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What somebody says to make a pipeline, not checked yet.
 *
 * @param name its name
 * @param owner the team
 * @param purpose what it is for, for people
 * @param sql one SELECT over event types
 * @param start {@code history}, {@code now} or a timestamp
 * @param destination where the result goes
 * @param stateHours how long state is kept that is not touched; 168 when absent
 * @param parallelism how many subtasks; 1 when absent
 * @param onIncompatible what becomes of state when later versions cannot go on with it; BACKFILL
 *     for lake tables when absent, else DROP_STATE
 */
public record PipelineDeclaration(
    @Schema(requiredMode = Schema.RequiredMode.REQUIRED, example = "hourly-delays")
        @Nullable String name,
    @Schema(requiredMode = Schema.RequiredMode.REQUIRED, example = "flight-operations")
        @Nullable String owner,
    @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable String purpose,
    @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable String sql,
    @Schema(requiredMode = Schema.RequiredMode.REQUIRED, example = "history")
        @Nullable String start,
    @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable DestinationSpec destination,
    @Nullable Integer stateHours,
    @Nullable Integer parallelism,
    @Nullable OnIncompatible onIncompatible) {}
