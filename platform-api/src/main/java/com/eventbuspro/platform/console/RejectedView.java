package com.eventbuspro.platform.console;

import com.eventbuspro.lake.table.Envelope;
import com.eventbuspro.lake.table.Quarantine;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import tools.jackson.databind.JsonNode;

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
  private static final int MAX_PAYLOAD = 4_000;

  static RejectedView of(JsonNode row, Instant now) {
    return new RejectedView(
        When.of(Instant.parse(text(row, Envelope.INGESTED_AT)), now),
        CauseView.words(text(row, Quarantine.CAUSE)),
        text(row, Quarantine.POINTER),
        text(row, Quarantine.MESSAGE),
        payload(text(row, Quarantine.PAYLOAD)),
        text(row, Envelope.SHARD) + " " + text(row, Envelope.SEQUENCE));
  }

  private static String text(JsonNode row, String column) {
    return row.path(column).asString("");
  }

  private static String payload(String base64) {
    String text = new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    return text.length() > MAX_PAYLOAD
        ? text.substring(0, MAX_PAYLOAD) + "… (" + text.length() + " characters)"
        : text;
  }
}
