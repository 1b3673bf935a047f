package com.eventbuspro.platform.pipeline;

import org.jspecify.annotations.Nullable;

/**
 * A wish for an older version.
 *
 * @param version which; the newest before the wanted one that differs from it when absent
 * @param reason why; kept with the version and in the audit record
 */
public record Rollback(@Nullable Integer version, @Nullable String reason) {
  static final Rollback LAST = new Rollback(null, null);
}
