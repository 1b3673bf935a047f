package com.eventbuspro.lake.write;

import com.eventbuspro.lake.LakeException;
import com.eventbuspro.lake.ledger.LedgerDelta;
import com.eventbuspro.model.position.Position;
import com.eventbuspro.model.position.ShardId;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.jspecify.annotations.Nullable;

/**
 * The authority: its newest snapshot of ours says how far the shards are and which quarantine files
 * belong to quarantine. Changes that by compare-and-set only, and finds out what became of every
 * try. See this package for the protocol.
 */
final class EventTable {
  /** Lost races cost others nothing, and each means that somebody else got on. */
  private static final int TRIES = 50;

  private static final int FAILURES = 3;

  /**
   * About 250 bytes each in every snapshot: by then the quarantine table needs a person. What is in
   * the making when it is reached goes in beyond it.
   */
  private static final int MAX_PENDING = 200;

  static final String QUARANTINED = "event-bus.quarantined-rows";

  private final Table table;
  private final Clock clock;
  private final FileAge age;
  private Progress known;
  private Map<ShardId, Position> furthest;

  /** How a batch ended. */
  sealed interface Ending {
    /** It is in the table, in this snapshot. */
    record Done(Snapshot snapshot) implements Ending {}

    /** It is not in the table and never will be. */
    record Lost() implements Ending {}

    /**
     * It is not in the table any more, or must not get there, but its files may be needed: the
     * table has gone on, and the snapshots that would say whether by way of this batch have been
     * expired; or the batch got too old before the answer to a try of its came.
     */
    record Outlived() implements Ending {}
  }

  /**
   * For one writer.
   *
   * @param age is asked before each change of the table
   */
  EventTable(Table table, Clock clock, FileAge age) {
    this.table = table;
    this.clock = clock;
    this.age = age;
    this.known = Progress.of(table);
    this.furthest = known.positions();
  }

  Table table() {
    return table;
  }

  Instant now() {
    return clock.instant();
  }

  /** What the table said when it was last looked at. */
  Progress known() {
    return known;
  }

  Progress refresh() {
    table.refresh();
    known = Progress.of(table);
    return known;
  }

  /** The listed files of quarantine that were decided on after a commit number, oldest first. */
  List<PendingFile> pendingAfter(long number) {
    return known.pending().stream().filter(file -> file.number() > number).toList();
  }

  /** Whether so many quarantine files wait that no more rejected records should be decided on. */
  boolean isFull(long applied) {
    return pendingAfter(applied).size() >= MAX_PENDING;
  }

  /**
   * Makes a batch true, or finds that it cannot be.
   *
   * @param applied quarantine files up to this commit number need no remembering
   * @throws LakeException {@code OUTCOME_UNKNOWN} if that could not be found out: call again with
   *     the same batch
   */
  Ending settle(Batch batch, long applied) {
    age.begun(batch.begun());
    RuntimeException failure = null;
    int failures = 0;
    for (int attempt = 0; attempt < TRIES && failures < FAILURES; attempt++) {
      try {
        Ending ending = attempt(batch, applied);
        if (ending != null) {
          return ending;
        }
      } catch (LakeException e) {
        throw e;
      } catch (RuntimeException e) {
        failures++;
        if (failure != null) {
          e.addSuppressed(failure);
        }
        failure = e;
      }
    }
    throw new LakeException(
        LakeException.Code.OUTCOME_UNKNOWN,
        "Whether a commit to " + table.name() + " was done could not be found out: " + failure,
        failure == null ? new IllegalStateException("Lost " + TRIES + " races in a row") : failure);
  }

  /** One look and one try; null if it must be looked again. */
  private @Nullable Ending attempt(Batch batch, long applied) {
    refresh();
    Snapshot done = find(batch);
    if (done != null) {
      furthest = known.positions();
      return new Ending.Done(done);
    }
    if (!batch.fits(known) || wasRolledBack()) {
      furthest = known.positions();
      return isRemembered(batch) ? new Ending.Lost() : new Ending.Outlived();
    }
    if (age.isOverLimit()) {
      return new Ending.Outlived();
    }
    Progress next = next(batch, applied);
    Map<String, String> summary = new TreeMap<>(next.toSummary());
    summary.put(QUARANTINED, Long.toString(batch.quarantined()));
    summary.put(LedgerDelta.KEY, batch.ledger().onTopOf(known.number()).encode(next.positions()));
    Removal removal = batch.removal();
    if (removal != null) {
      summary.putAll(removal.toSummary());
    }
    AppendFiles append = table.newAppend();
    batch.files().forEach(append::appendFile);
    String base = known.commitId();
    GuardedCommit.Result result =
        GuardedCommit.attempt(
            append,
            summary,
            Progress.COMMIT_ID,
            ancestry -> Progress.newestCommitId(ancestry).equals(base));
    if (result instanceof GuardedCommit.Result.Unknown unknown) {
      throw unknown.cause();
    }
    if (result instanceof GuardedCommit.Result.Done) {
      Snapshot snapshot = find(batch);
      known = Progress.of(table);
      furthest = known.positions();
      return snapshot == null ? null : new Ending.Done(snapshot);
    }
    return null;
  }

  /** Whether any shard, also one not written from yet, is behind where it was: read all again. */
  private boolean wasRolledBack() {
    return furthest.entrySet().stream()
        .anyMatch(shard -> known.position(shard.getKey()).compareTo(shard.getValue()) < 0);
  }

  private Progress next(Batch batch, long applied) {
    Map<ShardId, Position> positions = new TreeMap<>(known.positions());
    positions.putAll(batch.moved());
    // Greater than any number of a snapshot that an operator rolled back, too.
    long number = Math.max(known.number() + 1, clock.millis());
    List<PendingFile> pending = new ArrayList<>(pendingAfter(applied));
    batch.forQuarantine().forEach(file -> pending.add(PendingFile.of(number, file)));
    long removal = batch.removal() == null ? known.removal() : number;
    return new Progress(batch.commitId(), number, removal, positions, pending);
  }

  /** Whether every snapshot since the batch was made is there to be looked at. */
  private boolean isRemembered(Batch batch) {
    Ancestry ancestry = Ancestry.of(table);
    for (Snapshot snapshot : ancestry) {
      if (batch.after().equals(snapshot.summary().get(Progress.COMMIT_ID))) {
        return true;
      }
    }
    return !ancestry.isCut();
  }

  /** The snapshot that has the batch, if there is one among those since the batch was made. */
  private @Nullable Snapshot find(Batch batch) {
    for (Snapshot snapshot : Ancestry.of(table)) {
      String id = snapshot.summary().get(Progress.COMMIT_ID);
      if (batch.commitId().equals(id)) {
        return snapshot;
      }
      if (batch.after().equals(id)) {
        return null;
      }
    }
    return null;
  }
}
