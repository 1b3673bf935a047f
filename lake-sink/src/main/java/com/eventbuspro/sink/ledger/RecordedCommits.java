package com.eventbuspro.sink.ledger;

import com.eventbuspro.model.EventTypeName;

/**
 * How far the tables' commits are in the ledger. A snapshot of ours whose {@code
 * event-bus.commit-number} is larger is not recorded yet: whoever expires snapshots keeps it for
 * some days, so that a database that is away for hours costs the ledger nothing.
 */
@FunctionalInterface
public interface RecordedCommits {
  /** The number up to which all commits are recorded; 0 while that is not known. */
  long through(EventTypeName eventType);
}
