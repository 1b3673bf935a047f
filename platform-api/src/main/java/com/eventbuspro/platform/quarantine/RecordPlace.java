package com.eventbuspro.platform.quarantine;

import org.jspecify.annotations.Nullable;

/**
 * A record by its place in the stream, not checked yet.
 *
 * @param shard its shard
 * @param sequence its sequence number there
 */
public record RecordPlace(@Nullable String shard, @Nullable String sequence) {}
