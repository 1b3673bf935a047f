package com.eventbuspro.sink;

import com.eventbuspro.dataplane.Backoff;
import com.eventbuspro.lake.LakeException;
import com.eventbuspro.streams.ReadBatch;
import com.eventbuspro.streams.source.ShardBatch;
import com.eventbuspro.streams.source.ShareStatus;
import com.eventbuspro.streams.source.StreamStatus;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How one event type's capture gets on: its failures, when to try again, what people are told. */
final class TableHealth {
  private static final Logger LOG = LoggerFactory.getLogger(TableHealth.class);

  // A new version takes the provisioner a second or two: no trouble worth telling people of.
  private static final Duration TABLE_PATIENCE = Duration.ofSeconds(10);

  private final Reports reports;
  private final Clock clock;
  private int failures;
  private Instant retryAt = Instant.EPOCH;
  private @Nullable String reason;
  private String message = "";
  private @Nullable String loss;
  private @Nullable Instant waitingSince;
  private String waitsFor = "";

  TableHealth(Reports reports, Clock clock) {
    this.reports = reports;
    this.clock = clock;
  }

  boolean mayTry(Instant now) {
    return !now.isBefore(retryAt);
  }

  /** Tries again at once: something changed that may have been the trouble. */
  void tryNow() {
    retryAt = Instant.EPOCH;
  }

  void tryAfter(Duration time) {
    retryAt = clock.instant().plus(time);
  }

  /** How long until it may be tried again. */
  Duration timeLeft() {
    Duration left = Duration.between(clock.instant(), retryAt);
    return left.isNegative() ? Duration.ZERO : left;
  }

  /** Whether the last try failed. */
  boolean isFailing() {
    return reason != null;
  }

  /** Everything works; whether it did not before. */
  boolean recovered() {
    boolean wasFailing = failures > 0;
    failures = 0;
    reason = null;
    return wasFailing;
  }

  void failed(Assignment assignment, String what, Throwable failure) {
    failures++;
    tryAfter(Backoff.after(failures));
    if (failures == 1) {
      LOG.warn("{}: {}; trying again", assignment.eventType(), what, failure);
    }
    reason =
        failure instanceof LakeException known ? Condition.reason(known.code()) : "LakeFailing";
    message = what + ": " + failure.getMessage() + ". It is tried again without end";
  }

  /** Records of a schema version wait until the table is evolved to it. */
  void waitsForTable(int tableVersion, int awaited) {
    if (waitingSince == null) {
      waitingSince = clock.instant();
    }
    waitsFor =
        "Records of schema version "
            + awaited
            + " wait: the table is at version "
            + tableVersion
            + ". It is evolved when TableReady is true for this generation";
  }

  /** Nothing waits for the table any more. */
  void tableFollowed() {
    waitingSince = null;
  }

  /** Remembers a possible loss: it must not be silent. */
  void noteGap(ShardBatch batch) {
    if (batch.gap() == ReadBatch.Gap.POSSIBLE) {
      loss =
          "Records of "
              + batch.shard()
              + " after "
              + batch.from().encode()
              + " may be lost: they were older than the stream's retention before they were read."
              + " Raise the retention, and publish them again if you have them";
    }
  }

  /** Tells people how it is, if that is certain. */
  void report(Assignment assignment, Stage stage, StreamStatus status) {
    Condition now = condition(assignment.generation(), stage, status);
    if (now != null) {
      reports.report(assignment.eventType(), now);
    }
  }

  /** Whether the table can be written. */
  enum Stage {
    /** Not yet, or not now. */
    NOT_OPEN,
    /** Yes. */
    OPEN
  }

  private @Nullable Condition condition(long generation, Stage stage, StreamStatus status) {
    String failing = reason;
    if (failing != null) {
      return Condition.failing(failing, message, generation);
    }
    StreamStatus.Trouble unreadable = status.trouble();
    if (unreadable != null) {
      return Condition.failing(
          "Stream" + Condition.reason(unreadable.code()), unreadable.message(), generation);
    }
    Instant since = waitingSince;
    if (since != null && !clock.instant().isBefore(since.plus(TABLE_PATIENCE))) {
      return Condition.failing(
          Condition.reason(LakeException.Code.SCHEMA_BEHIND), waitsFor, generation);
    }
    ShareStatus elsewhere = status.elsewhere();
    if (elsewhere != null && elsewhere.state() == ShareStatus.State.FAILING) {
      return Condition.failing(elsewhere.reason(), elsewhere.message(), generation);
    }
    if (stage == Stage.NOT_OPEN || !reports.isRead(status)) {
      return null;
    }
    String lost = loss;
    if (lost != null) {
      return new Condition(Condition.Status.TRUE, "RecordsMayBeLost", lost, generation);
    }
    return elsewhere != null && elsewhere.state() == ShareStatus.State.NOTABLE
        ? new Condition(Condition.Status.TRUE, elsewhere.reason(), elsewhere.message(), generation)
        : Condition.capturing(generation);
  }
}
