package com.eventbuspro.platform.follow;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * One server-sent event, written out once for all followers.
 *
 * @param id where a follower stands after it; null when that does not change
 * @param bytes as sent
 */
@SuppressWarnings("ArrayRecordComponent") // Shared by all followers, changed by none.
record Frame(@Nullable String id, byte[] bytes) {
  private static final JsonMapper JSON = new JsonMapper();

  /** How soon to come back after the connection was lost; and the answer has begun. */
  static final Frame HELLO = new Frame(null, "retry: 1000\n\n".getBytes(StandardCharsets.UTF_8));

  static final Frame HEARTBEAT = new Frame(null, ":\n\n".getBytes(StandardCharsets.UTF_8));

  /** An event of a kind. JSON has no line breaks, so its text is one line of data. */
  static Frame of(@Nullable String id, String kind, Object data) {
    String text =
        (id == null ? "" : "id: " + id + "\n")
            + "event: "
            + kind
            + "\ndata: "
            + JSON.writeValueAsString(data)
            + "\n\n";
    return new Frame(id, text.getBytes(StandardCharsets.UTF_8));
  }

  /** The last event of a connection. */
  static Frame end(End end) {
    return of(null, "end", end);
  }

  /**
   * Why a connection ends.
   *
   * @param reason for programs
   * @param message for people, and what to do
   */
  record End(String reason, String message) {
    static final End TOO_SLOW =
        new End(
            "too_slow",
            "Events came faster than they were taken. Follow again to go on from now; what was"
                + " missed is in the lake");
    static final End TIME_IS_UP =
        new End("time_is_up", "Follow again, with Last-Event-ID: then nothing is missed");
    static final End SHUTTING_DOWN =
        new End("shutting_down", "The platform stops. Follow again in a moment");
    static final End RETIRED = new End("retired", "There is no such event type any more");
  }
}
