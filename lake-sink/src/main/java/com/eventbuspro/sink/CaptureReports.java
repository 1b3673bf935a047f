package com.eventbuspro.sink;

import com.eventbuspro.dataplane.Daemons;
import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.sink.CaptureReport.State;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes how far every event type is, every few seconds, in one transaction with a sign of life.
 *
 * <p>An event type with nothing waiting has a row that says just that, true for as long as the sink
 * lives, so it costs nothing. Where something waits the row says since when, which stays true when
 * the sink dies. While the database is away nothing is written, and nobody waits.
 */
final class CaptureReports implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CaptureReports.class);
  private static final long INTERVAL_SECONDS = 5;
  // A row of a busy event type is written no more often.
  private static final Duration PACE = Duration.ofSeconds(9);
  // Idle streams are looked at every half minute: what was read within this time is up to date.
  private static final Duration UP_TO_DATE = Duration.ofSeconds(60);

  private final CaptureStatusTable table;
  private final Clock clock;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(Daemons.named("capture-status"));
  private final Set<CaptureReport> open = new HashSet<>();
  private final Map<CaptureReport, CaptureRow> written = new HashMap<>();
  private boolean failing;

  CaptureReports(DataSource database, Clock clock) {
    this.table = new CaptureStatusTable(database, clock.instant());
    this.clock = clock;
  }

  void start() {
    var unused = thread.scheduleWithFixedDelay(this::write, 1, INTERVAL_SECONDS, TimeUnit.SECONDS);
  }

  /** For one task of an event type, to be closed when the task ends. */
  synchronized CaptureReport open(EventTypeName eventType, int part) {
    CaptureReport report = new CaptureReport(this, eventType, part);
    open.add(report);
    return report;
  }

  synchronized void close(CaptureReport report) {
    open.remove(report);
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }

  /** Writes what changed; called by the thread, and by tests in its place. */
  void write() {
    Instant now = clock.instant();
    Set<CaptureReport> reports;
    synchronized (this) {
      reports = Set.copyOf(open);
    }
    Map<CaptureReport, CaptureRow> changed = new HashMap<>();
    for (CaptureReport report : reports) {
      State state = report.state();
      CaptureRow row = state == null ? null : row(report, state, now);
      if (row != null && isDue(row, written.get(report))) {
        changed.put(report, row);
      }
    }
    List<CaptureRow> rows = new ArrayList<>(changed.values());
    List<CaptureReport> gone = written.keySet().stream().filter(r -> !reports.contains(r)).toList();
    for (CaptureReport report : gone) {
      State last = report.state();
      // Nobody reads on: what was up to date is so until now, and no longer.
      if (last != null && isLast(report, reports)) {
        rows.add(CaptureRow.waiting(report, last, now));
      }
    }
    try {
      table.write(CaptureRow.oldestOfEach(rows), now);
      written.putAll(changed);
      written.keySet().removeAll(gone);
      failing = false;
    } catch (SQLException | RuntimeException e) {
      if (!failing) {
        LOG.warn("How far event types are cannot be written; it is tried again", e);
      }
      failing = true;
    }
  }

  private static boolean isLast(CaptureReport gone, Set<CaptureReport> open) {
    return open.stream()
        .noneMatch(r -> r.eventType().equals(gone.eventType()) && r.part() == gone.part());
  }

  private static CaptureRow row(CaptureReport report, State state, Instant now) {
    boolean idle = state.uncommitted() == 0 && !state.unreadSince().plus(UP_TO_DATE).isBefore(now);
    return idle ? CaptureRow.idle(report, state, now) : CaptureRow.waiting(report, state, now);
  }

  private static boolean isDue(CaptureRow row, @Nullable CaptureRow before) {
    if (before == null) {
      return true;
    }
    return !row.saysTheSameAs(before) && !row.updatedAt().isBefore(before.updatedAt().plus(PACE));
  }
}
