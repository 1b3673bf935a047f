package com.eventbuspro.platform.pipeline;

import org.jspecify.annotations.Nullable;

/**
 * A change of a pipeline: what is absent stays. SQL, start, state, parallelism and on_incompatible
 * make a new version.
 *
 * @param owner the team it is handed to
 * @param purpose what it is for, for people
 * @param sql one SELECT over event types
 * @param start {@code history}, {@code now} or a timestamp
 * @param destination cannot be changed: it may only be said again
 * @param stateHours how long state is kept that is not touched
 * @param parallelism how many subtasks
 * @param onIncompatible what becomes of the state when this version cannot go on with it
 * @param reason why; kept with the version and in the audit record
 */
public record PipelineChange(
    @Nullable String owner,
    @Nullable String purpose,
    @Nullable String sql,
    @Nullable String start,
    @Nullable DestinationSpec destination,
    @Nullable Integer stateHours,
    @Nullable Integer parallelism,
    @Nullable OnIncompatible onIncompatible,
    @Nullable String reason) {}
