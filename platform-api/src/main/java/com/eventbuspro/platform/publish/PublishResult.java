package com.eventbuspro.platform.publish;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/**
 * What became of the events of a request.
 *
 * @param eventType the event type
 * @param accepted how many are in the stream
 * @param rejected how many are certainly not
 * @param unknown how many may be
 * @param valid how many would be accepted if this were not a dry run; 0 when it is none
 * @param itemsComplete whether every event has its item here
 * @param items event by event, as far as asked for
 */
public record PublishResult(
    String eventType,
    @Schema(description = "How many events are in the stream") int accepted,
    @Schema(description = "How many events are certainly not in the stream") int rejected,
    @Schema(description = "How many events may be in the stream or not") int unknown,
    @Schema(description = "In a dry run: how many events would be accepted; else 0") int valid,
    @Schema(description = "Whether items lists every event of the request") boolean itemsComplete,
    List<PublishedItem> items) {
  public PublishResult {
    items = List.copyOf(items);
  }

  /** How many events the request had. */
  int total() {
    return accepted + rejected + unknown + valid;
  }

  /** Which items an answer lists. */
  public enum Detail {
    /** All up to 10,000 events, beyond only those that were not accepted. */
    AUTO,
    /** All. */
    ALL,
    /** Only those that were not accepted. */
    REJECTED
  }
}
