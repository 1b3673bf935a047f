/**
 * The commit protocol: rows and positions enter a table in one snapshot, exactly once.
 *
 * <p>Each event type has an event table and a quarantine table. Any number of writers may work on
 * them, on different shards or, by mistake, on the same ones.
 *
 * <h2>Protocol</h2>
 *
 * <ol>
 *   <li><b>State.</b> The event table's newest snapshot that has {@code event-bus.commit-id} in its
 *       summary is the only state there is. It carries the position of every shard ({@code
 *       event-bus.position.<shard>}), the number of the commit, and the list of quarantine files
 *       that the quarantine table may not have yet. Snapshots of other engines (compaction) carry
 *       none and are passed over. No such snapshot: every shard is at its beginning.
 *   <li><b>Read on.</b> {@link TableWriter#position} tells where to read a shard from; reading may
 *       deliver more than that (a source that starts over), so what is not after the position is
 *       skipped.
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
 *       it if we do not get to it: {@link TableWriter#open} begins with it. The next decision drops
 *       from the list what is known to be there.
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
@NullMarked
package com.eventbuspro.lake.write;

import org.jspecify.annotations.NullMarked;
