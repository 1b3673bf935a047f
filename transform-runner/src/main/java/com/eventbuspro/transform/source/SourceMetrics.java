package com.eventbuspro.transform.source;

/**
 * The metrics of each reader of an event type, beside Flink's own ({@code numRecordsIn}, {@code
 * currentInputWatermark} …). Counters begin at 0 whenever the job is restarted.
 *
 * <p>Flink tells metrics apart by their objects: a gauge that captures nothing of its reader, and
 * so is one object for all of them, would be shown for the last reader only.
 */
public final class SourceMetrics {
  /** Counter: rows read from the lake table. */
  public static final String HISTORY_ROWS = "eventBusHistoryRows";

  /** Counter: events read from the stream. */
  public static final String LIVE_ROWS = "eventBusLiveRows";

  /** Counter: events that the pipeline went on without. */
  public static final String REJECTED = "eventBusRejected";

  /** Gauge: 1 once the reader has read all its history, else 0; the least of all readers counts. */
  public static final String LIVE = "eventBusLive";

  /** Gauge: how far the reader is behind the newest event of its shards, in milliseconds. */
  public static final String BEHIND_MILLIS = "eventBusBehindMillis";

  private SourceMetrics() {}
}
