package com.eventbuspro.platform.capture;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far the lake is with an event type. Known whatever became of the sink: when it is silent, the
 * lag grows with the clock.
 *
 * @param state how bad it is
 * @param lagSeconds how long ago the oldest event arrived that may not be in the lake yet
 * @param unreadSince everything that arrived before is in the lake
 * @param reportedAt when the sink last spoke of it; absent when it never did
 * @param uncommittedRecords taken from the stream and not in the lake yet
 * @param lastCommitAt when the last commit was done
 * @param lastCommitRows how many rows it had
 * @param lastCommitMillis how long it took
 * @param retentionHours how long the stream keeps events now; absent while there is no stream
 * @param expiresUnreadAt when the oldest event that may be unread leaves the stream
 */
public record Capture(
    @Schema(
            description =
                "WILL_EXPIRE: half of the stream's retention is over, unread events will be lost if this"
                    + " goes on. SILENT: the lake sink has not spoken for a while. LAGGING: further"
                    + " behind than the commit interval explains. FINE: all well")
        State state,
    @Schema(description = "How long ago the oldest event arrived that may not be in the lake yet")
        long lagSeconds,
    @Schema(description = "Everything that arrived before is in the lake") Instant unreadSince,
    @Schema(description = "When the lake sink last spoke of it; absent when it never did")
        @Nullable Instant reportedAt,
    @Nullable Long uncommittedRecords,
    @Nullable Instant lastCommitAt,
    @Nullable Long lastCommitRows,
    @Nullable Long lastCommitMillis,
    @Schema(
            description =
                "How long the stream keeps events now; more than declared while the provisioner"
                    + " keeps unread events from expiring")
        @Nullable Integer retentionHours,
    @Schema(description = "When the oldest event that may be unread leaves the stream")
        @Nullable Instant expiresUnreadAt) {

  /** How bad it is; the worst first. */
  public enum State {
    /** Half of the stream's retention is over: unread events will be lost if this goes on. */
    WILL_EXPIRE,
    /** The sink has not spoken for a while. */
    SILENT,
    /** Further behind than the commit interval explains. */
    LAGGING,
    /** All well, or nothing known to the contrary. */
    FINE
  }
}
