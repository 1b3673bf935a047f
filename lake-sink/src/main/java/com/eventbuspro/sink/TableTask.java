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
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
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
 * <p>That nothing is lost or doubled on the way from the stream to the writer is {@link
 * StreamReading}'s part.
 */
final class TableTask {
  private static final Logger LOG = LoggerFactory.getLogger(TableTask.class);
  private static final long MAX_BUFFERED_BYTES = 48L << 20;
  private static final long MAX_ROWS = 1_000_000;
  // Then the table is opened anew. That is safe, since its positions say what was done and guard
  // against what may still be on its way; asking first saves reading everything again.
  private static final int MAX_OUTCOME_QUESTIONS = 4;

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

  private final Supplier<LakeCatalog> catalog;
  private final TableIo io;
  private final CommitListener commits;
  private final CaptureMeter meter;
  private final Clock clock;
  private final TableHealth health;
  private final Declarations declarations;
  private final StreamReading reading;
  private final CommitSchedule schedule = new CommitSchedule();
  private final BatchTaking taking;
  private final CaptureWatch watch;
  private Phase phase = Phase.CLOSED;
  private @Nullable TableWriter writer;
  private long bytesOnTheirWay;
  private boolean inLine;
  private Instant commitBegun = Instant.EPOCH;
  private boolean commitFails;
  private int asked;
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
    Intake intake = new Intake(assignment, meter);
    this.health = new TableHealth(reports, clock);
    this.declarations = new Declarations(assignment, intake, health);
    this.reading = new StreamReading(reader, assignment.stream());
    this.taking = new BatchTaking(reading, intake, declarations, schedule, clock);
    this.watch = new CaptureWatch(health, meter, reading, schedule);
    this.catalog = catalog;
    this.io = io;
    this.commits = commits;
    this.meter = meter;
    this.clock = clock;
  }

  /** Takes the newest declaration, true as of a time. */
  void assign(Assignment newest, Instant asOf) {
    declarations.know(newest, asOf);
  }

  private Assignment assignment() {
    return declarations.newest();
  }

  /** Commits what it has and then lets go; see {@link #isClosed}. */
  void close() {
    if (!closing) {
      closing = true;
      reading.hold();
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
    if (!closing) {
      watch.look(
          now,
          assignment(),
          writer == null ? TableHealth.Stage.NOT_OPEN : TableHealth.Stage.OPEN,
          phase == Phase.READY ? writer : null);
    }
  }

  /** Takes what one read of a shard brought. */
  void process(ShardBatch batch) {
    if (phase != Phase.READY || closing) {
      reading.losesTouch();
      return;
    }
    TableWriter open = Objects.requireNonNull(writer);
    try {
      if (!reading.continuesWith(batch)) {
        reading.seek(Duration.ZERO);
        return;
      }
      health.noteGap(batch);
      meter.came(batch);
      taking.take(open, batch);
    } catch (RuntimeException e) {
      drop("Writing rows failed", e);
      return;
    }
    if (open.bufferedBytes() > MAX_BUFFERED_BYTES || open.uncommittedRows() > MAX_ROWS) {
      reading.pause();
      queueCommit(clock.instant());
    }
  }

  private void tickReady(Instant now) {
    TableWriter open = Objects.requireNonNull(writer);
    if (reading.mustSeek() && !closing) {
      reading.seek(Duration.ZERO);
    }
    if (closing && !open.hasUncommitted()) {
      open.close();
      writer = null;
      phase = Phase.CLOSED;
    } else if (closing) {
      queueCommit(now);
    } else if (isDue(now)) {
      queueCommit(Objects.requireNonNull(schedule.due(assignment().commitInterval())));
    } else if (!inLine && health.mayTry(now) && declarations.wantTable()) {
      useSchemas();
    }
  }

  private boolean isDue(Instant now) {
    Instant due = schedule.due(assignment().commitInterval());
    return due != null && !now.isBefore(due);
  }

  private void open() {
    Assignment target = assignment();
    phase = Phase.BUSY;
    io.run(
        clock.instant(),
        () -> beginOpen(target),
        new TableIo.Outcome<>() {
          @Override
          public void succeeded(TableWriter fresh) {
            writer = fresh;
            declarations.opened(target);
            schedule.done(clock.instant());
            phase = Phase.READY;
            commits.opened(target.eventType(), fresh.tableUuid(), fresh.commitNumber());
            if (!commitFails) {
              health.recovered();
            }
            reading.lookAtLeastEvery(CommitSchedule.idlePause(target.commitInterval()));
            reading.committed(fresh.positions());
            startFrom(fresh.positions());
          }

          @Override
          public void failed(Throwable failure) {
            phase = Phase.CLOSED;
            meter.retried();
            health.failed(assignment(), "The table cannot be opened", failure);
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

  private void useSchemas() {
    Assignment target = assignment();
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
            declarations.use(target);
            phase = Phase.READY;
            // What waited for this need not wait until it is due again.
            readOn();
            followed();
          }

          @Override
          public void failed(Throwable failure) {
            phase = Phase.READY;
            if (isCode(failure, LakeException.Code.SCHEMA_BEHIND)) {
              // The table is ahead of what we were told; what is open still fits it.
              health.tryAfter(BatchTaking.SCHEMA_WAIT);
              reading.resume();
            } else {
              drop("The table's columns cannot be read", failure);
            }
          }
        });
  }

  /** The table was looked at: has it what records wait for? */
  private void followed() {
    if (declarations.isFollowed(Objects.requireNonNull(writer).schemaVersion())) {
      health.recovered();
    } else {
      health.tryAfter(BatchTaking.SCHEMA_WAIT);
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
            reading.committed(outcome.positions());
            committed(outcome, health.recovered());
          }

          @Override
          public void failed(Throwable failure) {
            bytesOnTheirWay = 0;
            if (isCode(failure, LakeException.Code.OUTCOME_UNKNOWN)
                && ++asked < MAX_OUTCOME_QUESTIONS) {
              phase = Phase.UNSETTLED;
              reading.hold();
              reading.losesTouch();
              meter.unknown();
              health.failed(assignment(), "Whether the last commit was done is not known", failure);
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
      LOG.info("Someone else wrote {}; going on from where they are", assignment().eventType());
      startFrom(lost.positions());
      return;
    }
    if (outcome instanceof CommitOutcome.Committed done) {
      meter.committed(done);
      commits.committed(assignment().eventType(), done.ledger());
      LOG.debug("Committed {} rows of {}", done.rows(), assignment().eventType());
    }
    if (hadFailed || reading.mustSeek()) {
      startFrom(outcome.positions());
    } else {
      reading.resume();
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
    health.failed(assignment(), what, failure);
    if (failure instanceof LakeException known
        && known.code() == LakeException.Code.UNAVAILABLE
        && !open.hasUncommitted()) {
      reading.standsAt(open.positions());
      reading.seek(health.timeLeft());
      return;
    }
    reading.hold();
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
      LOG.debug("Letting go of {} failed", assignment().eventType(), e);
    }
  }

  private TableWriter busy() {
    phase = Phase.BUSY;
    reading.pause();
    return Objects.requireNonNull(writer);
  }

  private void startFrom(Map<ShardId, Position> positions) {
    reading.standsAt(positions);
    readOn();
  }

  private void readOn() {
    if (closing) {
      reading.hold();
    } else {
      reading.seek(Duration.ZERO);
    }
  }

  private static boolean isCode(Throwable failure, LakeException.Code code) {
    return failure instanceof LakeException known && known.code() == code;
  }
}
