package com.eventbuspro.lake.maintain;

import com.eventbuspro.lake.maintain.MaintenanceRun.Size;
import com.eventbuspro.lake.maintain.MaintenanceRun.State;
import com.eventbuspro.model.EventTypeName;
import java.time.Clock;
import java.time.Instant;

/** Tells an observer how one run gets on. */
final class RunReport {
  private final MaintenanceObserver observer;
  private final Clock clock;
  private final EventTypeName eventType;
  private final TableRole table;
  private final MaintenanceKind kind;
  private final Instant started;
  private final Size before;
  private int percent;

  RunReport(
      MaintenanceObserver observer,
      Clock clock,
      EventTypeName eventType,
      TableRole table,
      MaintenanceKind kind,
      Size before) {
    this.observer = observer;
    this.clock = clock;
    this.eventType = eventType;
    this.table = table;
    this.kind = kind;
    this.started = clock.instant();
    this.before = before;
    observer.changed(
        new MaintenanceRun(
            eventType, table, kind, State.RUNNING, started, null, 0, before, before, ""));
  }

  void at(long done, long all) {
    int now = all <= 0 ? 0 : (int) Math.min(99, done * 100 / all);
    if (now > percent) {
      percent = now;
      observer.changed(
          new MaintenanceRun(
              eventType, table, kind, State.RUNNING, started, null, percent, before, before, ""));
    }
  }

  void done(Size after, String message) {
    done(before, after, message);
  }

  void done(Size seen, Size after, String message) {
    observer.changed(
        new MaintenanceRun(
            eventType,
            table,
            kind,
            State.DONE,
            started,
            clock.instant(),
            100,
            seen,
            after,
            message));
  }

  void failed(RuntimeException failure) {
    observer.changed(
        new MaintenanceRun(
            eventType,
            table,
            kind,
            State.FAILED,
            started,
            clock.instant(),
            percent,
            before,
            before,
            failure + ". It is tried again without end"));
  }
}
