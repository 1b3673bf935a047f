package com.eventbuspro.sink;

import com.eventbuspro.lake.LakeCatalog;
import com.eventbuspro.lake.LakeException;
import com.eventbuspro.lake.write.CommitOutcome;
import com.eventbuspro.lake.write.TableWriter;
import com.eventbuspro.model.position.Position;
import com.eventbuspro.model.position.ShardId;
import com.eventbuspro.sink.ledger.CommitListener;
import com.eventbuspro.streams.source.ReaderControl;
import com.eventbuspro.streams.source.ShardBatch;
import com.eventbuspro.streams.source.StreamStatus;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes one event type. Used by one thread, the task's; what waits for the lake runs elsewhere
 * while the stream is paused, so that at most one thing happens to a table at a time and no other
 * table waits for it.
 *
 * <p>Whenever it is not certain that the next batch continues what the writer holds, the stream is
 * sought back to where the writer stands. The writer skips what it has already, so seeking too far
 * back does no harm; a batch that begins too late is never taken.
 */
final class TableTask {
  private static final Logger LOG = LoggerFactory.getLogger(TableTask.class);
  private static final long MAX_BUFFERED_BYTES = 48L << 20;
  private static final long MAX_ROWS = 1_000_000;
  private static final Duration SCHEMA_WAIT = Duration.ofSeconds(1);
  private static final Duration SHORTEST_IDLE_PAUSE = Duration.ofMillis(1_500);
  private static final Duration LONGEST_IDLE_PAUSE = Duration.ofSeconds(30);
  private static final Duration TIME_TO_SPARE = Duration.ofSeconds(2);
  // Then the table is opened anew. That is safe, since its positions say what was done and guard
  // against what may still be on its way; asking first saves reading everything again.
  private static final int MAX_OUTCOME_QUESTIONS = 4;
  private static final Duration REPORT_PAUSE = Duration.ofSeconds(1);
  private static final Duration VERSION_WAIT = Duration.ofSeconds(4);

  /** What the table is about. */
  private enum Phase {
    /** No writer yet, or no more. */
    CLOSED,
    /** Takes batches. */
    READY,
    /** Something happens to it in another thread. */
    BUSY,
    /** The outcome of its commit is unknown. */
    UNSETTLED
  }

  private final ReaderControl reader;
  private final Supplier<LakeCatalog> catalog;
  private final TableIo io;
  private final CommitListener commits;
  private final CaptureMeter meter;
  private final Clock clock;
  private final TableHealth health;
  private final Intake intake;
  private Assignment assignment;
  private Assignment opened;
  private Phase phase = Phase.CLOSED;
  private @Nullable TableWriter writer;
  private final CommitSchedule schedule = new CommitSchedule();
  private Map<ShardId, Position> accepted = new HashMap<>();
  private long bytesOnTheirWay;
  private boolean inLine;
  private Instant commitBegun = Instant.EPOCH;
  private Instant reportAt = Instant.EPOCH;
  private boolean tableBehind;
  private boolean commitFails;
  private int asked;
  private boolean mustSeek;
  private boolean closing;

  TableTask(
      Assignment assignment,
      ReaderControl reader,
      Supplier<LakeCatalog> catalog,
      TableIo io,
      Reports reports,
      CommitListener commits,
      CaptureMeter meter,
      Clock clock) {
    this.assignment = assignment;
    this.opened = assignment;
    this.intake = new Intake(assignment, meter);
    this.health = new TableHealth(reports, clock);
    this.reader = reader;
    this.catalog = catalog;
    this.io = io;
    this.commits = commits;
    this.meter = meter;
    this.clock = clock;
  }

  /** Takes the newest declaration, true as of a time. */
  void assign(Assignment newest, Instant asOf) {
    if (newest.generation() != assignment.generation()) {
      health.tryNow();
    }
    assignment = newest;
    intake.know(newest, asOf);
  }

  /** Commits what it has and then lets go; see {@link #isClosed}. */
  void close() {
    if (!closing) {
      closing = true;
      reader.hold(assignment.stream());
    }
  }

  /** Whether nothing is left to be done after {@link #close}. */
  boolean isClosed() {
    return closing && phase == Phase.CLOSED;
  }

  /** Memory held by open files, those on their way into the lake too. */
  long bufferedBytes() {
    TableWriter open = writer;
    return open == null || phase != Phase.READY ? bytesOnTheirWay : open.bufferedBytes();
  }

  /** Whether its memory is about to be freed. */
  boolean isCommitting() {
    return inLine || phase == Phase.BUSY;
  }

  /** Commits when its turn comes, whether it is due or not. */
  void commitSoon() {
    if (phase == Phase.READY && Objects.requireNonNull(writer).hasUncommitted()) {
      queueCommit(clock.instant());
    }
  }

  /** Does what is due; called some times a second. */
  void tick() {
    Instant now = clock.instant();
    switch (phase) {
      case CLOSED -> {
        if (!closing && health.mayTry(now)) {
          open();
        }
      }
      case READY -> tickReady(now);
      case UNSETTLED -> {
        if (health.mayTry(now)) {
          queueCommit(now);
        }
      }
      case BUSY -> {}
    }
    if (!closing && !now.isBefore(reportAt)) {
      report(now);
    }
  }

  /** People wait for what is not well yet; what is well is looked at less often. */
  private void report(Instant now) {
    StreamStatus status = reader.status(assignment.stream());
    health.report(
        assignment, writer == null ? TableHealth.Stage.NOT_OPEN : TableHealth.Stage.OPEN, status);
    boolean captures = writer != null && status.captures() && !health.isFailing();
    reportAt = captures ? now.plus(REPORT_PAUSE) : now;
    if (meter.isDue(now)) {
      measure(captures);
    }
  }

  private void measure(boolean captures) {
    TableWriter open = writer;
    if (phase == Phase.READY && open != null && !mustSeek) {
      meter.holds(
          open.uncommittedRows(),
          open.bufferedBytes(),
          schedule.oldest(),
          reader.emittedUntil(assignment.stream()));
    }
    meter.tell(captures ? CaptureMeter.Capture.RUNNING : CaptureMeter.Capture.STOPPED);
  }

  /** Takes what one read of a shard brought. */
  void process(ShardBatch batch) {
    if (phase != Phase.READY || closing) {
      mustSeek = true;
      return;
    }
    TableWriter open = Objects.requireNonNull(writer);
    try {
      Position at = accepted.getOrDefault(batch.shard(), Position.BEGINNING);
      if (batch.from().compareTo(at) > 0) {
        LOG.error(
            "{} of {} goes on after {}, but only {} was taken; reading again from there",
            batch.shard(),
            batch.stream(),
            batch.from().encode(),
            at.encode());
        seek(Duration.ZERO);
        return;
      }
      health.noteGap(batch);
      meter.came(batch);
      take(open, batch);
    } catch (RuntimeException e) {
      drop("Writing rows failed", e);
      return;
    }
    if (open.bufferedBytes() > MAX_BUFFERED_BYTES || open.uncommittedRows() > MAX_ROWS) {
      reader.pause(assignment.stream());
      queueCommit(clock.instant());
    }
  }

  private void take(TableWriter open, ShardBatch batch) {
    Intake.Taken taken = intake.take(open, batch);
    if (taken.oldest() != null) {
      schedule.note(taken.oldest());
    }
    if (taken.last() != null) {
      accepted.put(batch.shard(), Position.after(taken.last().sequence()));
    }
    switch (taken.stop()) {
      case NONE -> {
        if (batch.ended()) {
          intake.end(open, batch.shard(), clock.instant());
          accepted.put(batch.shard(), Position.ENDED);
          schedule.noteEnd(clock.instant());
        }
      }
      case UNKNOWN_VERSION -> seek(VERSION_WAIT);
      case TABLE_BEHIND -> {
        // Perhaps it is not any more: the next look at it tells, and then seeks at once.
        tableBehind = true;
        seek(SCHEMA_WAIT);
      }
    }
  }

  private void tickReady(Instant now) {
    TableWriter open = Objects.requireNonNull(writer);
    if (mustSeek && !closing) {
      seek(Duration.ZERO);
    }
    if (closing && !open.hasUncommitted()) {
      open.close();
      writer = null;
      phase = Phase.CLOSED;
    } else if (closing) {
      queueCommit(now);
    } else if (isDue(now)) {
      queueCommit(Objects.requireNonNull(schedule.due(assignment.commitInterval())));
    } else if (!inLine && health.mayTry(now) && (decodesOtherwise() || tableBehind)) {
      useSchemas();
    }
  }

  /** Whether the newest declaration reads records otherwise than the one in use. */
  @SuppressWarnings("ReferenceEquality") // The same object is the same; comparing schemas costs.
  private boolean decodesOtherwise() {
    if (assignment == opened) {
      return false;
    }
    if (assignment.schemas().equals(opened.schemas())
        && Objects.equals(assignment.timeProperty(), opened.timeProperty())) {
      opened = assignment;
      return false;
    }
    return true;
  }

  private boolean isDue(Instant now) {
    Instant due = schedule.due(assignment.commitInterval());
    return due != null && !now.isBefore(due);
  }

  private void open() {
    Assignment target = assignment;
    phase = Phase.BUSY;
    io.run(
        clock.instant(),
        () -> beginOpen(target),
        new TableIo.Outcome<>() {
          @Override
          public void succeeded(TableWriter fresh) {
            writer = fresh;
            opened = target;
            intake.use(target);
            schedule.done(clock.instant());
            phase = Phase.READY;
            commits.opened(target.eventType(), fresh.tableUuid(), fresh.commitNumber());
            tableBehind = false;
            health.tableFollowed();
            if (!commitFails) {
              health.recovered();
            }
            reader.lookAtLeastEvery(target.stream(), idlePause(target));
            reader.committed(target.stream(), fresh.positions());
            startFrom(fresh.positions());
          }

          @Override
          public void failed(Throwable failure) {
            phase = Phase.CLOSED;
            meter.retried();
            health.failed(assignment, "The table cannot be opened", failure);
          }
        });
  }

  private @Nullable Callable<TableWriter> beginOpen(Assignment target) {
    if (closing) {
      phase = Phase.CLOSED;
      return null;
    }
    return () -> TableWriter.open(catalog.get(), target.eventType(), target.schemas(), clock);
  }

  /**
   * Commits are due by the arrival of records, so a record that is found late is not visible late
   * as long as it is found within the commit interval. Reading idle streams is most of what they
   * cost, so they are looked at as seldom as that allows.
   */
  private static Duration idlePause(Assignment assignment) {
    Duration interval = assignment.commitInterval();
    Duration pause = interval.minus(TIME_TO_SPARE);
    Duration half = interval.dividedBy(2);
    pause = pause.compareTo(half) < 0 ? half : pause;
    if (pause.compareTo(SHORTEST_IDLE_PAUSE) < 0) {
      return SHORTEST_IDLE_PAUSE;
    }
    return pause.compareTo(LONGEST_IDLE_PAUSE) > 0 ? LONGEST_IDLE_PAUSE : pause;
  }

  private void useSchemas() {
    Assignment target = assignment;
    TableWriter open = busy();
    io.run(
        clock.instant(),
        () ->
            () -> {
              open.useSchemas(target.schemas());
              return open;
            },
        new TableIo.Outcome<>() {
          @Override
          public void succeeded(TableWriter same) {
            opened = target;
            intake.use(target);
            phase = Phase.READY;
            // What waited for this need not wait until it is due again.
            startFrom(accepted);
            followed();
          }

          @Override
          public void failed(Throwable failure) {
            phase = Phase.READY;
            if (isCode(failure, LakeException.Code.SCHEMA_BEHIND)) {
              // The table is ahead of what we were told; what is open still fits it.
              health.tryAfter(SCHEMA_WAIT);
              reader.resume(target.stream());
            } else {
              drop("The table's columns cannot be read", failure);
            }
          }
        });
  }

  /** The table was looked at: has it what records wait for? */
  private void followed() {
    int version = Objects.requireNonNull(writer).schemaVersion();
    tableBehind = version < intake.awaited();
    if (tableBehind) {
      health.waitsForTable(version, intake.awaited());
      health.tryAfter(SCHEMA_WAIT);
    } else {
      health.tableFollowed();
      health.recovered();
    }
  }

  private void queueCommit(Instant due) {
    if (inLine) {
      return;
    }
    inLine = true;
    io.run(
        due,
        this::beginCommit,
        new TableIo.Outcome<>() {
          @Override
          public void succeeded(CommitOutcome outcome) {
            schedule.done(commitBegun);
            bytesOnTheirWay = 0;
            phase = Phase.READY;
            commitFails = false;
            asked = 0;
            reader.committed(assignment.stream(), outcome.positions());
            committed(outcome, health.recovered());
          }

          @Override
          public void failed(Throwable failure) {
            bytesOnTheirWay = 0;
            if (isCode(failure, LakeException.Code.OUTCOME_UNKNOWN)
                && ++asked < MAX_OUTCOME_QUESTIONS) {
              phase = Phase.UNSETTLED;
              reader.hold(assignment.stream());
              mustSeek = true;
              meter.unknown();
              health.failed(assignment, "Whether the last commit was done is not known", failure);
            } else {
              phase = Phase.READY;
              drop("Committing failed", failure);
            }
          }
        });
  }

  /** Its turn has come; null if there is nothing to be committed any more. */
  private @Nullable Callable<CommitOutcome> beginCommit() {
    inLine = false;
    TableWriter open = writer;
    boolean canCommit = phase == Phase.UNSETTLED || phase == Phase.READY;
    if (open == null || !canCommit || !open.hasUncommitted()) {
      return null;
    }
    commitBegun = clock.instant();
    bytesOnTheirWay = bufferedBytes();
    busy();
    schedule.clear();
    meter.committing();
    return open::commit;
  }

  private void committed(CommitOutcome outcome, boolean hadFailed) {
    if (outcome instanceof CommitOutcome.Lost lost) {
      meter.lost();
      LOG.info("Someone else wrote {}; going on from where they are", assignment.eventType());
      startFrom(lost.positions());
      return;
    }
    if (outcome instanceof CommitOutcome.Committed done) {
      meter.committed(done);
      commits.committed(assignment.eventType(), done.ledger());
      LOG.debug("Committed {} rows of {}", done.rows(), assignment.eventType());
    }
    if (hadFailed || mustSeek) {
      startFrom(outcome.positions());
    } else {
      reader.resume(assignment.stream());
    }
  }

  /** Everything held was dropped, or must be: starts over from what the table has. */
  private void drop(String what, Throwable failure) {
    meter.dropped();
    // Opening the table again is no proof that the trouble passed: only a commit is.
    commitFails = true;
    asked = 0;
    TableWriter open = Objects.requireNonNull(writer);
    schedule.clear();
    health.failed(assignment, what, failure);
    if (failure instanceof LakeException known
        && known.code() == LakeException.Code.UNAVAILABLE
        && !open.hasUncommitted()) {
      accepted = new HashMap<>(open.positions());
      seek(health.timeLeft());
      return;
    }
    reader.hold(assignment.stream());
    abandon();
  }

  /** Lets go at once; what is not committed is read again by whoever comes next. */
  void abandon() {
    TableWriter open = writer;
    if (open == null || phase == Phase.BUSY) {
      return;
    }
    writer = null;
    phase = Phase.CLOSED;
    try {
      open.close();
    } catch (RuntimeException e) {
      LOG.debug("Letting go of {} failed", assignment.eventType(), e);
    }
  }

  private TableWriter busy() {
    phase = Phase.BUSY;
    reader.pause(assignment.stream());
    return Objects.requireNonNull(writer);
  }

  private void startFrom(Map<ShardId, Position> positions) {
    accepted = new HashMap<>(positions);
    if (closing) {
      reader.hold(assignment.stream());
    } else {
      seek(Duration.ZERO);
    }
  }

  private void seek(Duration after) {
    mustSeek = false;
    reader.seek(assignment.stream(), accepted, after);
  }

  private static boolean isCode(Throwable failure, LakeException.Code code) {
    return failure instanceof LakeException known && known.code() == code;
  }
}
