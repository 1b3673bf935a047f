package com.eventbuspro.lake.table;

import java.util.List;
import java.util.UUID;

/** What the lake has under an event type's name. */
public sealed interface Observation {

  /** Neither of the two tables is there. */
  record Missing() implements Observation {}

  /**
   * A table of that name is there that is not this event type's.
   *
   * @param table the Iceberg identifier
   * @param reason how we know, for people
   */
  record Foreign(String table, String reason) implements Observation {}

  /**
   * The event table is there and ours.
   *
   * @param uuid the table's identity: a re-created table has another
   * @param location where its files are
   * @param schemaVersion the schema version it was last evolved to
   * @param differences what is not as it should be; empty when all is well
   */
  record Present(UUID uuid, String location, int schemaVersion, List<TableDifference> differences)
      implements Observation {
    public Present {
      differences = List.copyOf(differences);
    }
  }
}
