package com.eventbuspro.transform.destination;

import com.eventbuspro.lake.LakeException;
import com.eventbuspro.lake.write.ReadBackOperations;
import java.io.Serializable;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.apache.iceberg.Table;
import org.apache.iceberg.exceptions.ValidationException;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a job from a table that another one has taken over.
 *
 * <p>A job may be gone on with from its checkpoint elsewhere while it only seems dead: its JVM
 * stands still, or cannot be reached. Both then hold the same files to commit, and Iceberg's sink
 * looks for what is committed when it begins, not when it commits. So before a job is submitted it
 * is written into the table which one it is; in the very compare-and-set of a commit, a job that is
 * not that one is refused. What an earlier one committed before, its successor finds and does not
 * commit again.
 *
 * <p>The idea of a number that only grows, checked by the storage itself: M. Kleppmann, "How to do
 * distributed locking", 2016.
 *
 * @param number under which the transform-runner holds its lease: a later one is greater
 * @param run the run of the pipeline whose job writes
 */
public record Fence(long number, String run) implements Serializable {
  /** The property of a table that says whose turn it is. */
  static final String PROPERTY = "event-bus.fence";

  public Fence {
    Objects.requireNonNull(run, "run");
    if (number < 0 || run.isBlank() || run.indexOf(' ') >= 0) {
      throw new IllegalArgumentException("No fence: " + number + " " + run);
    }
  }

  /**
   * Takes a table over: from now on only the job of this run commits to it. May be repeated.
   *
   * @throws LakeException {@code UNAVAILABLE} if a later transform-runner has it already
   */
  public void takeOver(Table table, Supplier<Table> loader) {
    if (text().equals(table.properties().get(PROPERTY))) {
      return;
    }
    try {
      ReadBackOperations.wrap(
              table, loader, (base, wanted) -> requireNotLater(base.properties(), table.name()))
          .updateProperties()
          .set(PROPERTY, text())
          .commit();
    } catch (ValidationException e) {
      throw new LakeException(LakeException.Code.UNAVAILABLE, String.valueOf(e.getMessage()), e);
    }
  }

  /** The table, for as long as nobody else takes it over; later its commits are refused. */
  Table guard(Table table, Supplier<Table> loader) {
    return ReadBackOperations.wrap(
        table, loader, (base, wanted) -> requireOwn(base.properties(), table.name()));
  }

  private void requireNotLater(Map<String, String> properties, String table) {
    String found = properties.get(PROPERTY);
    ValidationException.check(
        numberOf(found) <= number,
        "The table %s belongs to %s, which is later than %s",
        table,
        found,
        text());
  }

  private void requireOwn(Map<String, String> properties, String table) {
    String found = properties.get(PROPERTY);
    ValidationException.check(
        text().equals(found),
        "The table %s was taken over by another job of the pipeline: %s, this one is %s",
        table,
        found,
        text());
  }

  /** Before all others where nothing is said, or nothing that is ours. */
  private static long numberOf(@Nullable String text) {
    String number = text == null ? "" : text.split(" ", 2)[0];
    return number.matches("[0-9]{1,18}") ? Long.parseLong(number) : -1;
  }

  private String text() {
    return number + " " + run;
  }
}
