package com.eventbuspro.sink;

import com.eventbuspro.lake.write.TableWriter;
import com.eventbuspro.sink.CaptureMeter.Capture;
import com.eventbuspro.streams.source.StreamStatus;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Looks at one event type's capture again and again, and tells people and the meter how it is. */
final class CaptureWatch {
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final TableHealth health;
  private final CaptureMeter meter;
  private final StreamReading reading;
  private final CommitSchedule schedule;
  private Instant nextAt = Instant.EPOCH;

  CaptureWatch(
      TableHealth health, CaptureMeter meter, StreamReading reading, CommitSchedule schedule) {
    this.health = health;
    this.meter = meter;
    this.reading = reading;
    this.schedule = schedule;
  }

  /**
   * Looks if it is time to. People wait for what is not well yet; what is well is looked at less
   * often.
   *
   * @param stage whether there is a writer
   * @param ready the writer while it takes batches
   */
  void look(
      Instant now, Assignment assignment, TableHealth.Stage stage, @Nullable TableWriter ready) {
    if (now.isBefore(nextAt)) {
      return;
    }
    StreamStatus status = reading.status();
    health.report(assignment, stage, status);
    boolean captures = stage == TableHealth.Stage.OPEN && status.captures() && !health.isFailing();
    nextAt = captures ? now.plus(PAUSE) : now;
    if (meter.isDue(now)) {
      measure(ready, captures ? Capture.RUNNING : Capture.STOPPED);
    }
  }

  private void measure(@Nullable TableWriter ready, Capture capture) {
    if (ready != null && !reading.mustSeek()) {
      meter.holds(
          ready.uncommittedRows(),
          ready.bufferedBytes(),
          schedule.oldest(),
          reading.emittedUntil());
    }
    meter.tell(capture);
  }
}
