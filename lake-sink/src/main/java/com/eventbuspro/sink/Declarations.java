package com.eventbuspro.sink;

import java.time.Instant;
import java.util.Objects;

/**
 * Which declaration of an event type there is, and by which its records are decoded: a new one is
 * used once the table has its columns.
 */
final class Declarations {
  private final Intake intake;
  private final TableHealth health;
  private Assignment newest;
  private Assignment inUse;
  private boolean tableBehind;

  Declarations(Assignment first, Intake intake, TableHealth health) {
    this.intake = intake;
    this.health = health;
    this.newest = first;
    this.inUse = first;
  }

  /** Takes the newest declaration, true as of a time. */
  void know(Assignment assignment, Instant asOf) {
    if (assignment.generation() != newest.generation()) {
      health.tryNow();
    }
    newest = assignment;
    intake.know(assignment, asOf);
  }

  Assignment newest() {
    return newest;
  }

  /** The table was opened for a declaration. */
  void opened(Assignment target) {
    use(target);
    tableBehind = false;
    health.tableFollowed();
  }

  /** The table's columns were taken over for a declaration. */
  void use(Assignment target) {
    inUse = target;
    intake.use(target);
  }

  /**
   * A record waits for the table to get its columns. Perhaps it has by now: the next look at it
   * tells.
   */
  void foundTableBehind() {
    tableBehind = true;
  }

  /** Whether the table has to be looked at. */
  boolean wantTable() {
    return decodesOtherwise() || tableBehind;
  }

  /** Whether the newest declaration reads records otherwise than the one in use. */
  @SuppressWarnings("ReferenceEquality") // The same object is the same; comparing schemas costs.
  private boolean decodesOtherwise() {
    if (newest == inUse) {
      return false;
    }
    if (newest.schemas().equals(inUse.schemas())
        && Objects.equals(newest.timeProperty(), inUse.timeProperty())) {
      inUse = newest;
      return false;
    }
    return true;
  }

  /** Whether the table, which was looked at, is at the version that records wait for. */
  boolean isFollowed(int tableVersion) {
    tableBehind = tableVersion < intake.awaited();
    if (tableBehind) {
      health.waitsForTable(tableVersion, intake.awaited());
    } else {
      health.tableFollowed();
    }
    return !tableBehind;
  }
}
