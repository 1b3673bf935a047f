package com.eventbuspro.platform.maintenance;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The newest run of a kind of maintenance of a table.
 *
 * @param table which of the event type's tables
 * @param kind what was or is done
 * @param state how far it is
 * @param startedAt when it began
 * @param endedAt when it ended; absent while it runs
 * @param percent how much of it is done
 * @param unit what the counts count
 * @param countBefore how many there were of what it deals with
 * @param countAfter how many are left of them
 * @param bytesBefore their size
 * @param bytesAfter the size of what is left
 * @param message what happened, for people
 * @param lastDoneAt when a run of this kind last ended well; absent: never
 * @param updatedAt when this was last said; long ago for a run that is RUNNING: it was killed,
 *     which does no harm, and is run again
 */
public record MaintenanceRun(
    Table table,
    Kind kind,
    State state,
    Instant startedAt,
    @Nullable Instant endedAt,
    int percent,
    Unit unit,
    long countBefore,
    long countAfter,
    long bytesBefore,
    long bytesAfter,
    String message,
    @Nullable Instant lastDoneAt,
    Instant updatedAt) {

  /** Which table. */
  public enum Table {
    EVENTS,
    QUARANTINE
  }

  /** What is counted. */
  public enum Unit {
    DATA_FILES,
    SNAPSHOTS,
    FILES
  }

  /** What is done. */
  public enum Kind {
    /** Days beyond retention_days are deleted. */
    RETENTION(Unit.DATA_FILES),
    /** Small data files become few. */
    COMPACTION(Unit.DATA_FILES),
    /** Old snapshots are forgotten, and files that only they need deleted. */
    EXPIRY(Unit.SNAPSHOTS),
    /** Files left behind by killed processes are deleted. */
    ORPHANS(Unit.FILES);

    private final Unit unit;

    Kind(Unit unit) {
      this.unit = unit;
    }

    Unit unit() {
      return unit;
    }
  }

  /** How far a run is. */
  public enum State {
    RUNNING,
    DONE,
    /** It is tried again. */
    FAILED
  }
}
