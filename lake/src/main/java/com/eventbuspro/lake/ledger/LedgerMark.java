package com.eventbuspro.lake.ledger;

/**
 * How far a table's commits are in the ledger.
 *
 * @param number the number of the last one; 0 when there is none yet
 * @param snapshotId its snapshot; 0 when there is none yet
 */
public record LedgerMark(long number, long snapshotId) {
  /** Nothing yet. */
  public static final LedgerMark NONE = new LedgerMark(0, 0);
}
