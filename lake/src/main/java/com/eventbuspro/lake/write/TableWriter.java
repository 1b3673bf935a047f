package com.eventbuspro.lake.write;

import com.eventbuspro.lake.LakeCatalog;
import com.eventbuspro.lake.LakeException;
import com.eventbuspro.lake.ledger.LedgerCell;
import com.eventbuspro.lake.ledger.LedgerDelta;
import com.eventbuspro.lake.ledger.LedgerGap;
import com.eventbuspro.lake.table.TableProperty;
import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.model.event.Decoded;
import com.eventbuspro.model.position.Position;
import com.eventbuspro.model.position.ShardId;
import com.eventbuspro.model.schema.EventSchema;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.iceberg.ContentFile;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the records of some shards of one event type into its table and its quarantine, each
 * exactly once. One per event type and task; not thread-safe. Any number of writers may work on a
 * table, on different shards or, by mistake, on the same ones.
 *
 * <h2>Protocol</h2>
 *
 * <ol>
 *   <li><b>State.</b> The event table's newest snapshot that has {@code event-bus.commit-id} in its
 *       summary is the only state there is. It carries the position of every shard ({@code
 *       event-bus.position.<shard>}), the number of the commit, and the list of quarantine files
 *       that the quarantine table may not have yet. Snapshots of other engines (compaction) carry
 *       none and are passed over. No such snapshot: every shard is at its beginning.
 *   <li><b>Read on.</b> {@link #position} tells where to read a shard from; reading may deliver
 *       more than that (a source that starts over), so what is not after the position is skipped.
 *   <li><b>Upload.</b> Rows go to data files, rejected records to data files at the quarantine
 *       table's location. No snapshot knows them.
 *   <li><b>Decide.</b> One snapshot of the event table appends the row files, lists the quarantine
 *       files and sets the positions, provided that (a) the positions of this writer's shards are
 *       what the writer last knew, and (b) the newest commit id is the one that the new summary was
 *       made from. (b) is checked by Iceberg again before each of its own tries ({@code
 *       validateWith}) and again by the catalog's compare-and-set on the metadata. If (b) fails and
 *       (a) holds, another shard moved: the same files are tried again on the newer summary. If (a)
 *       fails the writer has <em>lost</em>.
 *   <li><b>Follow.</b> The quarantine table appends the listed files in one snapshot that says
 *       through which commit number it has done so, guarded by that number. Whoever comes next does
 *       it if we do not get to it: {@link #open} begins with it. The next decision drops from the
 *       list what is known to be there.
 *   <li><b>Unknown.</b> Any failure of a try other than a refusal leaves its outcome unknown: the
 *       table is read again. Our commit id there: done. Positions moved without us: lost. Neither:
 *       the same files are tried again under the same id. A "no" of the catalog is read back before
 *       it is believed ({@link ReadBackOperations}).
 *   <li><b>Count.</b> The snapshot also says, by shard and hour of arrival, how many records it
 *       deals with and on top of which commit ({@code event-bus.ledger}): only what this commit
 *       adds. See {@link TableLedger}.
 *   <li><b>Delete.</b> Files are deleted when the writer has lost, or when no try has begun. A
 *       writer that slept until the snapshots since its own try were expired cannot know whether it
 *       has lost: it leaves its files, which are in the table or are orphans. Files that were begun
 *       half a day ago are never committed ({@link FileAge}): they may be deleted as orphans.
 *   <li><b>Maintenance</b> ({@code lake.maintain}) makes snapshots without a commit id. It expires
 *       none from the newest back to the newest that carries the state ({@link StateSnapshots}), of
 *       either table, and takes no file for an orphan that the list names.
 * </ol>
 *
 * <p>Records leave quarantine in the same sequence of commits, under a guard of their own: see
 * {@link QuarantineWriter}, which a writer of streams neither waits for nor loses to.
 *
 * <h2>Invariants, and why they hold</h2>
 *
 * <ul>
 *   <li><b>I1, one line.</b> Commits of ours form one sequence along the ancestry, each made from
 *       the summary of the one before: by (b) and the catalog's compare-and-set.
 *   <li><b>I2, exactly once.</b> The records of a shard up to its position are each in exactly one
 *       row file of a snapshot or one quarantine file that was listed. By induction over I1: a
 *       commit adds the files of the records after the old position up to the new one, once each
 *       (skipping), and nothing else adds any but a removal, which takes the record out of
 *       quarantine by the same commit. A verdict (row or reject) is made by the same commit that
 *       moves the position, so a replay that judges a record differently cannot have it in both
 *       places or in neither. This is why quarantine follows and does not go first.
 *   <li><b>I3, listed means taken over once.</b> A file stays listed until the quarantine table is
 *       known to have it; numbers grow along I1 (and past rolled-back ones: they follow the clock);
 *       the quarantine's guard makes "through n" true once.
 *   <li><b>I4, no file that a snapshot needs is deleted.</b> A lost writer saw (a) fail in the
 *       newest metadata, so that differs from the base of every try of its; a try's compare-and-set
 *       names its base by a location that is never used again; so no try of its can succeed any
 *       more, not even one still on its way. Before (a) failed nothing was deleted.
 *   <li><b>I5, progress is monotone</b> per shard, {@code ended} last, except by an operator's
 *       rollback of the table, which takes the rows back with the positions: writers then lose.
 *   <li><b>I10, counted as committed.</b> Each record up to a shard's position was counted as read
 *       in the delta of exactly one commit along the ancestry, within that delta's range: counts
 *       are taken by the batch that moves the position past the record, dropped when the batch is
 *       lost or the writer starts over, and enter the table in the same snapshot.
 *   <li><b>I6, never guess.</b> If the snapshot that carried the state was expired, nothing says
 *       how far the shards are: the writer refuses to start.
 * </ul>
 *
 * <h2>Proof obligations, and the tests that try to break them</h2>
 *
 * <ul>
 *   <li>I1, I2 with writers at once: {@code ConcurrentWritersTest#manyWritersOnTheSameShards…},
 *       {@code …#writersOnDifferentShards…}; zombies: {@code …#aZombie…}
 *   <li>I2, I3 with a crash at every step of I/O, before and after the work: {@code
 *       CrashTest#everyOperation…}; with other verdicts on replay: {@code CrashTest#…Verdict…}
 *   <li>I2, I4 with unknown outcomes, done and not done, and false refusals: {@code
 *       UnknownOutcomeTest}
 *   <li>all, under random schedules of appends, commits, crashes, rollbacks of the source, lost
 *       answers and other engines' maintenance: {@code RandomScheduleTest}
 *   <li>I10: {@code TableLedgerTest}, and all of the above, which add the ledger up
 *   <li>I5, I6, re-created tables, expiry, compaction: {@code TableWriterTest}
 *   <li>maintenance beside all of that, killed at every step, twice at once, with pins, rollbacks
 *       and processes suspended for days: {@code MaintenanceScheduleTest}, {@code MaintenanceTest}
 * </ul>
 */
public final class TableWriter implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TableWriter.class);

  private final EventTable events;
  private final QuarantineTable quarantine;
  private final RowFiles rows;
  private final RowFiles rejects;
  private final RejectLayout rejectLayout;
  private final Map<ShardId, ShardTrack> shards = new HashMap<>();
  private RowLayout layout;
  private @Nullable Batch unsettled;
  private @Nullable Instant begun;
  private @Nullable ShardId lastShard;
  private @Nullable ShardTrack lastTrack;

  private TableWriter(EventTable events, QuarantineTable quarantine, List<EventSchema> versions) {
    this.events = events;
    this.quarantine = quarantine;
    this.layout = RowLayout.of(events.table(), versions);
    this.rejectLayout = new RejectLayout(quarantine.table().schema());
    this.rows = new RowFiles(events.table(), layout.schema());
    this.rejects = new RowFiles(quarantine.table(), quarantine.table().schema());
  }

  /**
   * Opens the tables of an event type, and finishes what a killed writer left unfinished.
   *
   * @param versions the event type's schema versions, among them the one the table is at
   * @throws LakeException {@code TABLE_MISSING}, {@code NOT_OURS}, {@code POSITIONS_LOST} or {@code
   *     SCHEMA_BEHIND}
   */
  public static TableWriter open(
      LakeCatalog catalog, EventTypeName name, List<EventSchema> versions, Clock clock) {
    Table event = ours(catalog.load(name), name);
    Table rejected = ours(catalog.loadQuarantine(name), name);
    FileAge age = new FileAge(clock);
    EventTable events =
        new EventTable(ReadBackOperations.wrap(event, () -> catalog.load(name), age), clock, age);
    QuarantineTable quarantine =
        new QuarantineTable(
            ReadBackOperations.wrap(rejected, () -> catalog.loadQuarantine(name)), event.uuid());
    TableWriter writer = new TableWriter(events, quarantine, versions);
    writer.follow();
    return writer;
  }

  static Table ours(Table table, EventTypeName name) {
    if (!TableProperty.isOurs(table, name)) {
      throw new LakeException(
          LakeException.Code.NOT_OURS,
          "The table " + table.name() + " does not belong to the event type " + name);
    }
    return table;
  }

  /** The event table's identity: a re-created table has another. */
  public UUID tableUuid() {
    return events.table().uuid();
  }

  /** The newest schema version that {@link #append} takes rows of. */
  public int schemaVersion() {
    return layout.tableVersion();
  }

  /**
   * How far every shard is in the table, of all that were ever written from. Those of other writers
   * are as they were when this writer last looked.
   */
  public Map<ShardId, Position> positions() {
    Map<ShardId, Position> positions = new TreeMap<>(events.known().positions());
    shards.forEach((shard, track) -> positions.put(shard, track.committed()));
    return positions;
  }

  /**
   * Where to read a shard from: what the table says. The shard is this writer's from now on, and a
   * commit is lost if somebody else moves it.
   */
  public Position position(ShardId shard) {
    return track(shard).committed();
  }

  /**
   * Adds an event.
   *
   * @param sequence its sequence number in the shard
   * @param arrivalMicros when it arrived in the stream, microseconds since the epoch
   * @param event what the decoder made of it; its values are kept, not copied
   * @return false, and nothing is done, if the shard is that far already
   * @throws LakeException {@code SCHEMA_BEHIND} if the table does not know the row's schema version
   *     yet: nothing is done; {@code UNAVAILABLE} if the row could not be written: then everything
   *     uncommitted was dropped, and the shards must be read again from {@link #positions}
   */
  public boolean append(ShardId shard, String sequence, long arrivalMicros, Decoded.Event event) {
    requireSettled();
    ShardTrack track = track(shard);
    @Nullable Object[] cells = layout.cells(event, shard, sequence, arrivalMicros);
    if (!track.advance(new Position.After(sequence))) {
      return false;
    }
    add(rows, arrivalMicros, cells);
    track.tally().row(arrivalMicros);
    return true;
  }

  /**
   * Adds a rejected record.
   *
   * @param sequence its sequence number in the shard
   * @param arrivalMicros when it arrived in the stream, microseconds since the epoch
   * @param payload its data as received
   * @param rejection why the decoder rejected it
   * @return false, and nothing is done, if the shard is that far already
   */
  public boolean reject(
      ShardId shard,
      String sequence,
      long arrivalMicros,
      byte[] payload,
      Decoded.Rejected rejection) {
    requireSettled();
    ShardTrack track = track(shard);
    if (!track.advance(new Position.After(sequence))) {
      return false;
    }
    add(
        rejects,
        arrivalMicros,
        rejectLayout.cells(payload, rejection, shard, sequence, arrivalMicros));
    track.tally().rejected(arrivalMicros);
    return true;
  }

  private void add(RowFiles files, long arrivalMicros, @Nullable Object[] cells) {
    if (begun == null) {
      begun = events.now();
    }
    try {
      files.add(arrivalMicros, cells);
    } catch (RuntimeException e) {
      // Half a row may be in the file by now: it is good for nothing any more.
      throw dropped(e);
    }
  }

  /**
   * Notes that a shard was read further without a record to keep, or to its end.
   *
   * @return false, and nothing is done, if the shard is that far already
   */
  public boolean advance(ShardId shard, Position position) {
    requireSettled();
    return track(shard).advance(position);
  }

  /** Whether a record is news: neither is the shard that far, nor was it counted as read. */
  public boolean isNew(ShardId shard, String sequence) {
    return track(shard).isNew(sequence);
  }

  /**
   * Counts a record as read, for the ledger. To be called for each new record once it was dealt
   * with, whatever became of it and by other code than that which deals with it: so a record that
   * is neither added nor rejected by mistake is missed.
   *
   * @param sequence its sequence number in the shard; {@link #isNew} before it was dealt with
   * @param arrivalMicros when it arrived in the stream, microseconds since the epoch
   */
  public void countRead(ShardId shard, String sequence, long arrivalMicros) {
    requireSettled();
    track(shard).countRead(sequence, arrivalMicros);
  }

  /**
   * Notes for the ledger that a part of a shard left the stream before it could be read.
   *
   * @param after the last position read before it
   * @param before the sequence number of the first record read after it; null if the shard is gone
   * @param micros when that record arrived, or the time if there is none
   */
  public void countGap(ShardId shard, Position after, @Nullable String before, long micros) {
    requireSettled();
    track(shard).tally().gap(micros, after, before);
  }

  /** Rows and rejected records that wait for the next commit. */
  public long uncommittedRows() {
    return rows.rows() + rejects.rows();
  }

  /** The number of the newest commit when this writer last looked; 0 when there was none. */
  public long commitNumber() {
    return events.known().number();
  }

  /** Whether a commit would do something. */
  public boolean hasUncommitted() {
    return unsettled != null || shards.values().stream().anyMatch(ShardTrack::hasMoved);
  }

  /** Memory held by rows that are not uploaded yet, bytes, about. */
  public long bufferedBytes() {
    return rows.bufferedBytes() + rejects.bufferedBytes();
  }

  /**
   * Uploads what is held in memory, without committing it.
   *
   * @throws LakeException {@code UNAVAILABLE}: then everything uncommitted was dropped, and the
   *     shards must be read again from {@link #positions}
   */
  public void spill() {
    requireSettled();
    try {
      rows.finishAll();
      rejects.finishAll();
    } catch (RuntimeException e) {
      throw dropped(e);
    }
  }

  /**
   * Takes over the table's columns as they are now.
   *
   * @param versions the event type's schema versions, among them the one the table is at
   * @throws LakeException as {@link #spill} and {@link #open}
   */
  public void useSchemas(List<EventSchema> versions) {
    requireSettled();
    events.refresh();
    RowLayout fresh = RowLayout.of(events.table(), versions);
    if (fresh.isSameAs(layout)) {
      return;
    }
    // What is open follows the columns as they were, and ends before the new ones are written.
    spill();
    layout = fresh;
    rows.useSchema(layout.schema());
  }

  /**
   * Makes everything added so far true in one snapshot.
   *
   * @throws LakeException {@code UNAVAILABLE} if files could not be written, or too many rejected
   *     records wait for the quarantine table: then everything uncommitted was dropped, and the
   *     shards must be read again from {@link #positions}; {@code OUTCOME_UNKNOWN} if the lake did
   *     not answer: nothing was dropped, and nothing may be added before this was called again and
   *     told how it ended; {@code TABLE_REPLACED}, {@code TABLE_MISSING}, {@code POSITIONS_LOST}:
   *     open anew
   */
  public CommitOutcome commit() {
    Batch batch = unsettled;
    if (batch == null) {
      if (!hasUncommitted()) {
        follow();
        return new CommitOutcome.Nothing(positions());
      }
      requireRoomForRejects();
      batch = batch();
      unsettled = batch;
    }
    EventTable.Ending ending = events.settle(batch, quarantine.applied());
    unsettled = null;
    if (ending instanceof EventTable.Ending.Done done) {
      batch.moved().forEach((shard, position) -> track(shard).settle(position));
      return committed(batch, done.snapshot());
    }
    if (ending instanceof EventTable.Ending.Lost) {
      RowFiles.delete(events.table(), paths(batch.files()));
      RowFiles.delete(quarantine.table(), paths(batch.rejects()));
    }
    shards.forEach((shard, track) -> track.settle(events.known().position(shard)));
    return new CommitOutcome.Lost(positions());
  }

  /** Before anything is uploaded: what cannot be decided on must not be left behind each time. */
  private void requireRoomForRejects() {
    if (rejects.rows() > 0 && events.isFull(quarantine.applied())) {
      try {
        quarantine.apply(events.pendingAfter(quarantine.applied()));
      } catch (LakeException e) {
        abort();
        throw e;
      }
    }
  }

  private Batch batch() {
    Map<ShardId, Position> expected = new HashMap<>();
    Map<ShardId, Position> moved = new HashMap<>();
    shards.forEach(
        (shard, track) -> {
          expected.put(shard, track.committed());
          if (track.hasMoved()) {
            moved.put(shard, track.appended());
          }
        });
    spill();
    Instant first = begun == null ? events.now() : begun;
    begun = null;
    return new Batch(
        UUID.randomUUID().toString(),
        events.known().commitId(),
        expected,
        moved,
        rows.take(),
        rejects.take(),
        ledger(),
        null,
        first);
  }

  private LedgerDelta ledger() {
    List<LedgerCell> cells = new ArrayList<>();
    List<LedgerGap> gaps = new ArrayList<>();
    new TreeMap<>(shards).forEach((shard, track) -> track.tally().take(shard, cells, gaps));
    return new LedgerDelta(events.known().number(), cells, gaps);
  }

  private CommitOutcome committed(Batch batch, Snapshot snapshot) {
    int behind = follow();
    return new CommitOutcome.Committed(
        positions(),
        batch.rows(),
        batch.quarantined(),
        batch.fileCount(),
        batch.bytes(),
        snapshot.snapshotId(),
        behind,
        LedgerCommit.of(events.table(), snapshot));
  }

  /** Puts listed quarantine files into the quarantine table; answers how many still wait. */
  private int follow() {
    List<PendingFile> waiting = events.pendingAfter(quarantine.applied());
    if (waiting.isEmpty()) {
      return 0;
    }
    try {
      quarantine.apply(waiting);
      return 0;
    } catch (RuntimeException e) {
      // The decision stands and the files are listed: the event table must not wait for this.
      LOG.warn("Quarantine of {} is behind by {} files", events.table().name(), waiting.size(), e);
      return waiting.size();
    }
  }

  /** Drops everything uncommitted; the shards must be read again from {@link #positions}. */
  public void abort() {
    requireSettled();
    rows.discard();
    rejects.discard();
    begun = null;
    shards.values().forEach(ShardTrack::reset);
  }

  private LakeException dropped(RuntimeException cause) {
    abort();
    return new LakeException(
        LakeException.Code.UNAVAILABLE,
        "Rows for " + events.table().name() + " could not be uploaded and were dropped: " + cause,
        cause);
  }

  private ShardTrack track(ShardId shard) {
    ShardTrack track = lastTrack;
    if (track == null || !shard.equals(lastShard)) {
      track = shards.computeIfAbsent(shard, key -> new ShardTrack(events.known().position(key)));
      lastShard = shard;
      lastTrack = track;
    }
    return track;
  }

  private void requireSettled() {
    if (unsettled != null) {
      throw new IllegalStateException(
          "The outcome of the last commit is unknown: call commit() again first");
    }
  }

  static List<String> paths(List<? extends ContentFile<?>> files) {
    return files.stream().<String>map(ContentFile::location).toList();
  }

  /**
   * Lets go. What is uncommitted is deleted, except what a commit of unknown outcome may have made
   * true.
   */
  @Override
  public void close() {
    rows.discard();
    rejects.discard();
  }
}
