package com.eventbuspro.sink;

import com.eventbuspro.lake.write.CommitOutcome;
import com.eventbuspro.model.event.RejectionCause;
import com.eventbuspro.sink.CaptureReport.LastCommit;
import com.eventbuspro.sink.metrics.FlinkView;
import com.eventbuspro.sink.metrics.SinkCounter;
import com.eventbuspro.sink.metrics.SinkGauge;
import com.eventbuspro.sink.metrics.TableMetrics;
import com.eventbuspro.streams.ReadBatch;
import com.eventbuspro.streams.StreamRecord;
import com.eventbuspro.streams.source.ShardBatch;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Measures one {@link TableTask}: it says what happened, this says what that means in figures. */
final class CaptureMeter implements AutoCloseable {
  private static final Duration INTERVAL = Duration.ofSeconds(1);

  private final TableMetrics metrics;
  private final FlinkView flink;
  private final CaptureReport report;
  private final Clock clock;
  // Of what is not committed yet: it counts once it is.
  private final Map<RejectionCause, Long> rejected = new EnumMap<>(RejectionCause.class);
  private Instant commitBegan = Instant.EPOCH;
  private Instant measured = Instant.EPOCH;
  private @Nullable Instant unreadSince;
  private @Nullable LastCommit lastCommit;
  private long uncommitted;

  CaptureMeter(TableMetrics metrics, FlinkView flink, CaptureReport report, Clock clock) {
    this.metrics = metrics;
    this.flink = flink;
    this.report = report;
    this.clock = clock;
  }

  /** A batch came; how much of it was taken is told by {@link #took}. */
  void came(ShardBatch batch) {
    if (batch.gap() == ReadBatch.Gap.POSSIBLE) {
      metrics.count(SinkCounter.POSSIBLE_LOSSES);
    }
  }

  /** Records were handed to the writer. */
  void took(List<StreamRecord> records) {
    long bytes = 0;
    for (StreamRecord record : records) {
      bytes += record.data().length;
    }
    metrics.count(SinkCounter.READ_RECORDS, records.size());
    metrics.count(SinkCounter.READ_BYTES, bytes);
  }

  /** A record went to quarantine; it is not committed yet. */
  void rejected(RejectionCause cause) {
    rejected.merge(cause, 1L, Long::sum);
  }

  /** A commit begins, or is asked about again. */
  void committing() {
    commitBegan = clock.instant();
  }

  /** A commit is certainly done. */
  void committed(CommitOutcome.Committed done) {
    Instant now = clock.instant();
    metrics.count(SinkCounter.COMMITS);
    metrics.count(SinkCounter.ROWS, done.rows());
    metrics.count(SinkCounter.FILES, done.files());
    metrics.count(SinkCounter.FILE_BYTES, done.bytes());
    rejected.forEach(metrics::quarantined);
    rejected.clear();
    metrics.commitTook(Duration.between(commitBegan, now));
    metrics.set(SinkGauge.LAST_COMMIT, now.getEpochSecond());
    lastCommit = new LastCommit(now, done.rows(), Duration.between(commitBegan, now).toMillis());
  }

  /** A commit was given up because somebody else got on. */
  void lost() {
    rejected.clear();
    metrics.count(SinkCounter.LOST_RACES);
  }

  /** It is not known whether a commit is done. */
  void unknown() {
    metrics.count(SinkCounter.UNKNOWN_OUTCOMES);
    metrics.count(SinkCounter.RETRIES);
  }

  /** Something failed that is tried again; nothing was dropped by it. */
  void retried() {
    metrics.count(SinkCounter.RETRIES);
  }

  /** Something failed, and everything uncommitted was dropped, to be read again. */
  void dropped() {
    rejected.clear();
    metrics.count(SinkCounter.RETRIES);
  }

  /** Whether it is time to measure again; some times a second would be for nothing. */
  boolean isDue(Instant now) {
    if (now.isBefore(measured.plus(INTERVAL))) {
      return false;
    }
    measured = now;
    return true;
  }

  /**
   * What a writer that takes records holds at the moment, and so how far the lake is: what was
   * emitted is in the lake unless it is held. Not called while a commit is on its way, nor while it
   * is not certain that everything emitted was taken; what was found last counts then.
   *
   * @param oldest when the oldest record that is held arrived; null when none is
   * @param emittedUntil everything that arrived before was emitted, if that is known
   */
  void holds(
      long uncommittedRows,
      long bufferedBytes,
      @Nullable Instant oldest,
      Optional<Instant> emittedUntil) {
    metrics.set(SinkGauge.UNCOMMITTED_RECORDS, uncommittedRows);
    metrics.set(SinkGauge.BUFFERED_BYTES, bufferedBytes);
    uncommitted = uncommittedRows;
    emittedUntil.ifPresent(
        until -> unreadSince = oldest != null && oldest.isBefore(until) ? oldest : until);
  }

  /** Tells the figures, and whether what is published now gets into the table. */
  void tell(Capture capture) {
    metrics.set(SinkGauge.CAPTURING, capture == Capture.RUNNING ? 1 : 0);
    Instant since = unreadSince;
    if (since != null) {
      metrics.unreadSince(since);
      report.tell(new CaptureReport.State(since, uncommitted, lastCommit));
    }
  }

  /** Whether every shard is read and the table can be written. */
  enum Capture {
    RUNNING,
    STOPPED
  }

  /** Nothing is measured any more. */
  @Override
  public void close() {
    report.close();
    flink.close();
    metrics.close();
  }
}
