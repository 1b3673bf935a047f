package com.eventbuspro.lake.write;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.exceptions.ValidationException;

/**
 * Keeps files out of a table that were begun so long ago that maintenance may take them for
 * orphans, as after a process was suspended for days. Maintenance changes the table's metadata
 * after it has found what no snapshot needs and before it deletes any of it; so a compare-and-set
 * that succeeds was either asked for before that, and then maintenance saw its files, or was
 * checked here after it.
 */
public final class FileAge implements ReadBackOperations.CommitCheck {
  /** Far more than any upload and commit take, far less than what makes an orphan. */
  public static final Duration LIMIT = Duration.ofHours(12);

  private final Clock clock;
  private volatile Instant oldest = Instant.MAX;

  /** Nothing is to be committed yet. */
  public FileAge(Clock clock) {
    this.clock = clock;
  }

  /** From now on files are committed of which the oldest was begun then. */
  public void begun(Instant then) {
    oldest = then;
  }

  boolean isOverLimit() {
    return !oldest.equals(Instant.MAX) && oldest.plus(LIMIT).isBefore(clock.instant());
  }

  @Override
  public void check(TableMetadata base, TableMetadata wanted) {
    if (isOverLimit()) {
      throw new ValidationException(
          "The files were begun at %s, too long ago to be committed now", oldest);
    }
  }
}
