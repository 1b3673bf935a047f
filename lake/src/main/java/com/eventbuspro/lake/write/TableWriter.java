package com.eventbuspro.lake.write;

import com.eventbuspro.lake.LakeCatalog;
import com.eventbuspro.lake.LakeException;
import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.model.event.Decoded;
import com.eventbuspro.model.position.Position;
import com.eventbuspro.model.position.ShardId;
import com.eventbuspro.model.schema.EventSchema;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.iceberg.Snapshot;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the records of some shards of one event type into its table and its quarantine, each
 * exactly once, by the protocol of this package. One per event type and task; not thread-safe. Any
 * number of writers may work on a table, on different shards or, by mistake, on the same ones.
 */
public final class TableWriter implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TableWriter.class);

  private final EventTable events;
  private final QuarantineTable quarantine;
  private final RowFiles rows;
  private final RowFiles rejects;
  private final RejectLayout rejectLayout;
  private final TablePair tables;
  private final ShardTracks shards;
  private RowLayout layout;
  private @Nullable Batch unsettled;
  private @Nullable Instant begun;

  private TableWriter(TablePair tables, List<EventSchema> versions) {
    this.tables = tables;
    this.events = tables.events();
    this.quarantine = tables.quarantine();
    this.shards = new ShardTracks(shard -> events.known().position(shard));
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
    TableWriter writer = new TableWriter(TablePair.open(catalog, name, clock), versions);
    writer.follow();
    return writer;
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
    positions.putAll(shards.committed());
    return positions;
  }

  /**
   * Where to read a shard from: what the table says. The shard is this writer's from now on, and a
   * commit is lost if somebody else moves it.
   */
  public Position position(ShardId shard) {
    return shards.of(shard).committed();
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
    ShardTrack track = shards.of(shard);
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
    ShardTrack track = shards.of(shard);
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
    return shards.of(shard).advance(position);
  }

  /** Whether a record is news: neither is the shard that far, nor was it counted as read. */
  public boolean isNew(ShardId shard, String sequence) {
    return shards.of(shard).isNew(sequence);
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
    shards.of(shard).countRead(sequence, arrivalMicros);
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
    shards.of(shard).tally().gap(micros, after, before);
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
    return unsettled != null || shards.haveMoved();
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
      shards.settle(batch.moved());
      return committed(batch, done.snapshot());
    }
    if (ending instanceof EventTable.Ending.Lost) {
      tables.deleteFiles(batch);
    }
    shards.settleAsInTable();
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
    Map<ShardId, Position> expected = shards.committed();
    Map<ShardId, Position> moved = shards.moved();
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
        shards.takeLedger(events.known().number()),
        null,
        first);
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
    shards.reset();
  }

  private LakeException dropped(RuntimeException cause) {
    abort();
    return new LakeException(
        LakeException.Code.UNAVAILABLE,
        "Rows for " + events.table().name() + " could not be uploaded and were dropped: " + cause,
        cause);
  }

  private void requireSettled() {
    if (unsettled != null) {
      throw new IllegalStateException(
          "The outcome of the last commit is unknown: call commit() again first");
    }
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
