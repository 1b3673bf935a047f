package com.eventbuspro.sink;

import com.eventbuspro.sink.CaptureReport.LastCommit;
import com.eventbuspro.sink.CaptureReport.State;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A row of the table {@code capture_status}. */
record CaptureRow(
    String eventType,
    int part,
    @Nullable Instant unreadSince,
    long uncommitted,
    @Nullable LastCommit lastCommit,
    Instant updatedAt) {

  /** Nothing waits. */
  static CaptureRow idle(CaptureReport report, State state, Instant now) {
    return new CaptureRow(
        report.eventType().toString(), report.part(), null, 0, state.lastCommit(), now);
  }

  /** Something waits, or may wait. */
  static CaptureRow waiting(CaptureReport report, State state, Instant now) {
    return new CaptureRow(
        report.eventType().toString(),
        report.part(),
        state.unreadSince(),
        state.uncommitted(),
        state.lastCommit(),
        now);
  }

  /** One row a part: of two tasks that overlap for a moment, what the slower one says. */
  static List<CaptureRow> oldestOfEach(List<CaptureRow> rows) {
    Map<List<Object>, CaptureRow> each = new LinkedHashMap<>();
    for (CaptureRow row : rows) {
      each.merge(List.of(row.eventType, row.part), row, (a, b) -> b.isBehind(a) ? b : a);
    }
    return List.copyOf(each.values());
  }

  private boolean isBehind(CaptureRow other) {
    return unreadSince != null
        && (other.unreadSince == null || unreadSince.isBefore(other.unreadSince));
  }

  boolean saysTheSameAs(CaptureRow other) {
    return Objects.equals(unreadSince, other.unreadSince)
        && uncommitted == other.uncommitted
        && Objects.equals(lastCommit, other.lastCommit);
  }
}
