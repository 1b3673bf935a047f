package com.eventbuspro.platform.console;

import com.eventbuspro.platform.quarantine.Payload;
import com.eventbuspro.platform.quarantine.QuarantinedRecord;
import java.time.Instant;

/**
 * A record that was rejected.
 *
 * @param at when it arrived
 * @param cause why, in words
 * @param pointer where in it; empty for the whole
 * @param message what was wrong
 * @param payload as received, as text, cut when long
 * @param place its shard and sequence number
 */
record RejectedView(
    When at, String cause, String pointer, String message, String payload, String place) {

  static RejectedView of(QuarantinedRecord record, Instant now) {
    return new RejectedView(
        When.of(record.arrivedAt(), now),
        CauseView.words(record.cause()),
        record.pointer(),
        record.message(),
        text(record.payload()),
        record.shard() + " " + record.sequence());
  }

  private static String text(Payload payload) {
    return payload.cut()
        ? payload.content() + "… (" + payload.bytes() + " bytes)"
        : payload.content();
  }
}
