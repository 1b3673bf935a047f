package com.eventbuspro.sink;

import com.eventbuspro.dataplane.Daemons;
import com.eventbuspro.model.InvalidInputException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the assignments current, and goes on with the last known ones when it cannot. */
final class AssignmentPoller implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AssignmentPoller.class);
  private static final Duration INTERVAL = Duration.ofMillis(400);

  private final AssignmentView view;
  private final AssignmentFile file;
  private final Clock clock;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(Daemons.named("assignments"));
  private final Map<String, AssignmentRow> rows = new HashMap<>();
  private final Map<String, Assignment> parsed = new HashMap<>();
  private volatile Assignments current = Assignments.NONE;
  private boolean failing;

  AssignmentPoller(AssignmentView view, AssignmentFile file, Clock clock) {
    this.view = view;
    this.file = file;
    this.clock = clock;
  }

  /** Begins with what the file has, and asks the database from now on. */
  void start() {
    List<AssignmentRow> kept = file.read();
    kept.forEach(this::take);
    publish(Instant.EPOCH);
    var unused =
        thread.scheduleWithFixedDelay(this::poll, 0, INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** The newest assignments. */
  Assignments current() {
    return current;
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }

  private void poll() {
    try {
      Instant asked = clock.instant();
      Map<String, AssignmentView.Stamp> stamps = view.stamps();
      Set<String> changed = new HashSet<>();
      stamps.forEach(
          (eventType, stamp) -> {
            AssignmentRow known = rows.get(eventType);
            if (known == null
                || known.generation() != stamp.generation()
                || !known.stream().equals(stamp.stream())) {
              changed.add(eventType);
            }
          });
      boolean removed = rows.keySet().retainAll(stamps.keySet());
      parsed.keySet().retainAll(stamps.keySet());
      if (!changed.isEmpty()) {
        view.rows(changed).values().forEach(this::take);
      }
      if (removed || !changed.isEmpty()) {
        publish(asked);
        file.write(rows.values());
      } else {
        current = new Assignments(current.byStream(), asked);
      }
      if (failing) {
        LOG.info("The database answers again");
      }
      failing = false;
    } catch (SQLException | RuntimeException e) {
      if (!failing) {
        LOG.warn("Assignments cannot be read; going on with the {} known", rows.size(), e);
      }
      failing = true;
    }
  }

  private void take(AssignmentRow row) {
    rows.put(row.eventType(), row);
    try {
      parsed.put(row.eventType(), row.parse());
    } catch (InvalidInputException | IllegalArgumentException e) {
      // One event type that this program cannot read must not stop the others.
      LOG.error(
          "The assignment of {} cannot be understood, so it is not captured", row.eventType(), e);
      parsed.remove(row.eventType());
    }
  }

  private void publish(Instant asOf) {
    Map<String, Assignment> byStream = new HashMap<>();
    parsed.values().forEach(assignment -> byStream.put(assignment.stream(), assignment));
    current = new Assignments(byStream, asOf);
  }
}
