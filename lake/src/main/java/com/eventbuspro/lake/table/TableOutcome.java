package com.eventbuspro.lake.table;

import java.util.List;

/** What an attempt to make or change an event type's tables did. Trying again is always safe. */
public sealed interface TableOutcome {

  /**
   * Something was made.
   *
   * @param tables the Iceberg identifiers of what was made
   */
  record Created(List<String> tables) implements TableOutcome {
    public Created {
      tables = List.copyOf(tables);
    }
  }

  /**
   * Something was changed, in one commit per table.
   *
   * @param changes what, as it was before
   */
  record Changed(List<TableDifference> changes) implements TableOutcome {
    public Changed {
      changes = List.copyOf(changes);
    }
  }

  /** All was as it should be. */
  record Unchanged() implements TableOutcome {}

  /** There is no table to change. */
  record Missing() implements TableOutcome {}

  /**
   * Nothing was done: a table of that name is not this event type's, or cannot follow its schema.
   *
   * @param table the Iceberg identifier
   * @param reason why, for people
   */
  record Refused(String table, String reason) implements TableOutcome {}
}
