package com.eventbuspro.lake.write;

import com.eventbuspro.lake.LakeCatalog;
import com.eventbuspro.lake.LakeException;
import com.eventbuspro.lake.ledger.LedgerDelta;
import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.model.event.Decoded;
import com.eventbuspro.model.position.ShardId;
import com.eventbuspro.model.schema.EventSchema;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.iceberg.DeleteFile;
import org.apache.iceberg.Snapshot;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes records out of an event type's quarantine, each once: into its table, or away for good. Not
 * thread-safe. Any number of them may work on an event type, beside any number of {@link
 * TableWriter}s.
 *
 * <h2>Protocol</h2>
 *
 * <p>It extends that of this package, whose words and invariants are used here. The event table
 * decides this too; quarantine only follows.
 *
 * <ol>
 *   <li><b>Begin.</b> The event table's newest state is read: its <em>removal number</em> ({@code
 *       event-bus.redrive-number}) is the number of the newest commit that took records out of
 *       quarantine. Then quarantine takes over everything that state lists, removals included.
 *   <li><b>Read.</b> Only now are records read from the quarantine table, deleted rows left out,
 *       from any snapshot as it is then or later, and judged.
 *   <li><b>Upload.</b> Rows of those that pass go to data files of the event table, with the shard,
 *       sequence number and arrival they came with. The keys of all that leave go to equality
 *       delete files at the quarantine table's location. No snapshot knows them.
 *   <li><b>Decide.</b> One snapshot of the event table appends the rows, lists the delete files as
 *       pending beside the rejected rows there, carries all positions on, and makes its own number
 *       the removal number: provided that (c) the removal number still is the one read at the
 *       beginning, and (b) as for every commit. If (b) fails and (c) holds, a stream's writer was
 *       faster: the same files are tried again on the newer summary. If (c) fails, somebody else
 *       took records out meanwhile: <em>lost</em>; the files are deleted, begin again.
 *   <li><b>Follow.</b> As for rejected rows, in the same snapshots of the quarantine table, under
 *       the same guard. Whoever opens the tables next does it if we do not get to it.
 * </ol>
 *
 * <p>After a decision of its own a writer may go on with what it read before: nobody else decided
 * in between, or the next decision is lost.
 *
 * <h2>Invariants, and why they hold</h2>
 *
 * <ul>
 *   <li><b>I7, in one place.</b> Each record that was ever rejected and decided on is in the
 *       quarantine table (or listed for it), or in the event table, or discarded: one of these. A
 *       record that is read in step 2 was taken out by no removal up to the number read in step 1,
 *       since all of those were applied before; by (c) there is no later one. So it is in
 *       quarantine when the decision takes it out, and the decision puts it elsewhere in the same
 *       snapshot. Between decision and following it is still seen in quarantine, but nobody can
 *       decide on it: step 1 comes first.
 *   <li><b>I8, streams do not wait.</b> A stream's commit never loses to a removal: (a) speaks of
 *       positions only, which a removal does not move. It carries the removal number and the
 *       pending delete files on like everything else.
 *   <li><b>Counted.</b> The decision's summary moves the records, in the ledger, from quarantine to
 *       the table or to the discarded, in the hour of their arrival.
 *   <li><b>I9, removals hold.</b> An equality delete applies to rows of snapshots before its own.
 *       The row it is for was read from the quarantine table, so it is in such a snapshot.
 * </ul>
 *
 * <p>A discard is decided in the event table as well, though it adds no row there: decided in the
 * quarantine table alone it could take a record that a re-drive has read and is about to move, and
 * the record would then count as both.
 *
 * <h2>What maintenance must keep</h2>
 *
 * <ul>
 *   <li>A rewrite of the quarantine table's data files must either apply the deletes, or give the
 *       new files the data sequence number of the snapshot it read ({@code
 *       RewriteFiles.dataSequenceNumber}); else a delete that comes in meanwhile, or an old one,
 *       would no longer apply, and a record would be in both tables.
 *   <li>Delete files are removed from the quarantine table only when no data file has a lower data
 *       sequence number; their rows are subtracted from the count of rows.
 *   <li>The newest snapshot with {@code event-bus.applied-through} must not be expired, like the
 *       newest with a commit id of the event table.
 *   <li>Orphans: files that the event table's newest summary lists as pending belong to the
 *       quarantine table though no snapshot of its has them yet.
 *   <li>To roll back the event table past a removal, roll back both tables, quarantine to a
 *       snapshot with {@code event-bus.applied-through} below that removal's number: else the
 *       records are in neither.
 * </ul>
 *
 * <h2>Tests that try to break it</h2>
 *
 * <p>{@code RedriveCrashTest}: a crash or hiccup at each step, before and after the work. {@code
 * RedriveTest}: two at once, beside a stream's writer, compaction in between. {@code
 * RandomScheduleTest}: everything in random order.
 */
public final class QuarantineWriter implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(QuarantineWriter.class);

  private final TablePair tables;
  private final EventTable events;
  private final QuarantineTable quarantine;
  private final RowLayout layout;
  private final RowFiles rows;
  private final RemovalFiles removals;
  private final RemovalTally tally = new RemovalTally();
  private final Errand errand;
  private long newest;
  private long errandRows;
  private @Nullable Batch unsettled;
  private @Nullable Instant begun;

  /** What became of a commit. */
  public sealed interface Outcome {
    /**
     * The records are out of quarantine.
     *
     * @param redriven how many are in the event table now
     * @param discarded how many are gone for good
     */
    record Taken(long redriven, long discarded) implements Outcome {}

    /**
     * Somebody else took records out meanwhile. Nothing of ours is done: {@link #begin} and read
     * again.
     */
    record Lost() implements Outcome {}
  }

  private QuarantineWriter(TablePair tables, List<EventSchema> versions, Errand errand) {
    this.tables = tables;
    this.events = tables.events();
    this.quarantine = tables.quarantine();
    this.layout = RowLayout.of(events.table(), versions);
    this.rows = new RowFiles(events.table(), layout.schema());
    this.removals = new RemovalFiles(quarantine.table());
    this.errand = errand;
  }

  /**
   * Opens the tables of an event type.
   *
   * @param versions the event type's schema versions, among them the one the table is at
   * @param errand on whose behalf
   * @throws LakeException as {@link TableWriter#open}
   */
  public static QuarantineWriter open(
      LakeCatalog catalog,
      EventTypeName name,
      List<EventSchema> versions,
      Errand errand,
      Clock clock) {
    return new QuarantineWriter(TablePair.open(catalog, name, clock), versions, errand);
  }

  /**
   * Begins: records that are read from the quarantine table after this may be taken out. Drops what
   * is not committed.
   *
   * @return how many records this errand has taken out so far, as far as snapshots remember
   * @throws LakeException {@code UNAVAILABLE} if quarantine could not take over what was decided
   *     before
   */
  public long begin() {
    requireSettled();
    drop();
    newest = events.refresh().removal();
    catchUp();
    errandRows = Math.max(errandRows, takenOut());
    return errandRows;
  }

  private void catchUp() {
    quarantine.apply(events.pendingAfter(quarantine.applied()));
  }

  /** What the newest snapshot that was made for this errand says. */
  private long takenOut() {
    return Ancestry.of(events.table())
        .newest(snapshot -> errand.id().equals(snapshot.summary().get(Removal.ERRAND)))
        .map(snapshot -> Long.parseLong(snapshot.summary().get(Removal.ERRAND_ROWS)))
        .orElse(0L);
  }

  /**
   * Moves a record into the event table.
   *
   * @param shard the shard it was read from
   * @param sequence its sequence number there
   * @param arrivalMicros when it arrived in the stream, microseconds since the epoch
   * @param event what the decoder makes of it now
   * @throws LakeException {@code SCHEMA_BEHIND} if the table does not know the row's schema version
   *     yet: nothing is done; {@code UNAVAILABLE} if the row could not be written: then everything
   *     uncommitted was dropped
   */
  public void redrive(ShardId shard, String sequence, long arrivalMicros, Decoded.Event event) {
    requireSettled();
    @Nullable Object[] cells = layout.cells(event, shard, sequence, arrivalMicros);
    noteBegin();
    try {
      rows.add(arrivalMicros, cells);
    } catch (RuntimeException e) {
      // Half a row may be in the file by now: it is good for nothing any more.
      throw dropped(e);
    }
    removals.add(shard, sequence, arrivalMicros);
    tally.redriven(shard, arrivalMicros);
  }

  /** Takes a record out of quarantine for good. */
  public void discard(ShardId shard, String sequence, long arrivalMicros) {
    requireSettled();
    removals.add(shard, sequence, arrivalMicros);
    tally.discarded(shard, arrivalMicros);
  }

  private void noteBegin() {
    if (begun == null) {
      begun = events.now();
    }
  }

  /** Records that wait for the next commit. */
  public long uncommitted() {
    return removals.rows();
  }

  /** On how many days those arrived: each makes a file or two. */
  public int uncommittedDays() {
    return removals.days();
  }

  /**
   * Makes what was added true in one snapshot.
   *
   * @throws LakeException {@code UNAVAILABLE} if files could not be written, or quarantine is
   *     behind: nothing is done; {@code OUTCOME_UNKNOWN} if the lake did not answer: call again
   *     before anything else; others as {@link TableWriter#commit}
   */
  public Outcome commit() {
    Batch batch = unsettled;
    if (batch == null) {
      if (removals.rows() == 0) {
        return new Outcome.Taken(0, 0);
      }
      catchUp();
      batch = batch();
      unsettled = batch;
    }
    EventTable.Ending ending = events.settle(batch, quarantine.applied());
    unsettled = null;
    if (ending instanceof EventTable.Ending.Done done) {
      return taken(batch.removal(), done.snapshot());
    }
    if (ending instanceof EventTable.Ending.Lost) {
      tables.deleteFiles(batch);
    }
    return new Outcome.Lost();
  }

  private Batch batch() {
    try {
      long moved = tally.redriven();
      Instant first = begun == null ? events.now() : begun;
      begun = null;
      rows.finishAll();
      List<DeleteFile> taken = removals.take();
      long sum = errandRows + taken.stream().mapToLong(DeleteFile::recordCount).sum();
      return new Batch(
          UUID.randomUUID().toString(),
          events.known().commitId(),
          Map.of(),
          Map.of(),
          rows.take(),
          List.of(),
          new LedgerDelta(events.known().number(), tally.take(), List.of()),
          new Removal(newest, taken, moved, errand, sum),
          first);
    } catch (RuntimeException e) {
      throw dropped(e);
    }
  }

  private LakeException dropped(RuntimeException cause) {
    drop();
    return new LakeException(
        LakeException.Code.UNAVAILABLE,
        "Files for " + events.table().name() + " could not be uploaded: " + cause,
        cause);
  }

  private Outcome taken(@Nullable Removal removal, Snapshot snapshot) {
    if (removal == null) {
      throw new IllegalStateException("Every batch of this writer has a removal");
    }
    newest = Progress.parse(snapshot.summary()).number();
    errandRows = removal.errandRows();
    try {
      catchUp();
    } catch (RuntimeException e) {
      // The decision stands, and whoever comes next catches up.
      LOG.warn("Quarantine of {} is behind", events.table().name(), e);
    }
    return new Outcome.Taken(removal.redriven(), removal.rows() - removal.redriven());
  }

  private void drop() {
    begun = null;
    rows.discard();
    removals.discard();
    tally.clear();
  }

  private void requireSettled() {
    if (unsettled != null) {
      throw new IllegalStateException(
          "The outcome of the last commit is unknown: call commit() again first");
    }
  }

  /** Lets go. What is uncommitted is deleted, except what may have been committed. */
  @Override
  public void close() {
    drop();
  }
}
