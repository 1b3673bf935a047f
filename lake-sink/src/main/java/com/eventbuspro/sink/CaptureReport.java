package com.eventbuspro.sink;

import com.eventbuspro.model.EventTypeName;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What one task says of one event type, for the table {@code capture_status}: told by the task,
 * read by {@link CaptureReports}.
 */
final class CaptureReport implements AutoCloseable {
  private final CaptureReports all;
  private final EventTypeName eventType;
  private final int part;
  private volatile @Nullable State state;

  CaptureReport(CaptureReports all, EventTypeName eventType, int part) {
    this.all = all;
    this.eventType = eventType;
    this.part = part;
  }

  /**
   * How far it is.
   *
   * @param unreadSince everything that arrived before is in the lake
   * @param uncommitted records that were taken and are not in the lake
   * @param lastCommit the last commit that is certainly done; null if there was none
   */
  record State(Instant unreadSince, long uncommitted, @Nullable LastCommit lastCommit) {}

  /** A commit that is certainly done. */
  record LastCommit(Instant at, long rows, long millis) {}

  /** Says how far it is; repeating it costs nothing. */
  void tell(State newest) {
    state = newest;
  }

  /** Says nothing more: from now on nobody reads. */
  @Override
  public void close() {
    all.close(this);
  }

  EventTypeName eventType() {
    return eventType;
  }

  int part() {
    return part;
  }

  /** What was said last; null while that is not known yet. */
  @Nullable State state() {
    return state;
  }
}
