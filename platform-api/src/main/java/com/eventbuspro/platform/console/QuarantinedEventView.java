package com.eventbuspro.platform.console;

import com.eventbuspro.platform.pipeline.QuarantinedEvent;
import java.time.Instant;

/** An event that a pipeline went on without, as it is shown. */
record QuarantinedEventView(
    When at,
    String eventType,
    String shard,
    String sequence,
    String cause,
    String message,
    int version) {

  static QuarantinedEventView of(QuarantinedEvent event, Instant now) {
    return new QuarantinedEventView(
        When.of(event.at(), now),
        event.eventType(),
        event.shard(),
        event.sequence(),
        event.cause(),
        event.message(),
        event.version());
  }
}
