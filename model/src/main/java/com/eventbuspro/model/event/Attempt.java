package com.eventbuspro.model.event;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;

/** One record on its way through the decoder: what a rejection has to say about it. */
final class Attempt {
  private final byte[] record;
  private final boolean suspicious;
  private int version;
  private @Nullable JsonParser parser;

  Attempt(byte[] record) {
    this.record = record;
    this.suspicious = JsonText.hasEscapesOrNonAscii(record);
  }

  byte[] record() {
    return record;
  }

  boolean suspicious() {
    return suspicious;
  }

  Reading reading(String prefix, int depth) {
    return new Reading(record, 0, prefix, suspicious, depth);
  }

  void tries(int schemaVersion) {
    this.version = schemaVersion;
  }

  /** The schema version the record was checked against; null before one was chosen. */
  @Nullable Integer version() {
    return version == 0 ? null : version;
  }

  void uses(JsonParser current) {
    this.parser = current;
  }

  boolean isTooDeep() {
    return parser != null && parser.streamReadContext().getNestingDepth() >= Json.MAX_NESTING;
  }

  void checkEnd(JsonParser current) {
    if (current.nextToken() != null) {
      throw new Refusal(
          RejectionCause.MALFORMED_JSON, "", "A record holds one JSON value; more text follows it");
    }
  }
}
