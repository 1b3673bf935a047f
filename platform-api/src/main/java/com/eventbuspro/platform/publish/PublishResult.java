package com.eventbuspro.platform.publish;

import java.util.List;

/**
 * What became of the events of a request.
 *
 * @param eventType the event type
 * @param accepted how many are in the stream
 * @param rejected how many are certainly not
 * @param unknown how many may be
 * @param valid in a dry run: how many would be accepted
 * @param itemsComplete whether every event has its item here
 * @param items event by event, as far as asked for
 */
public record PublishResult(
    String eventType,
    int accepted,
    int rejected,
    int unknown,
    int valid,
    boolean itemsComplete,
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
