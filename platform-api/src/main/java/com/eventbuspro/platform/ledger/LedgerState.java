package com.eventbuspro.platform.ledger;

/** Whether an hour adds up. */
public enum LedgerState {
  /** Everything published was read, and everything read is in the table or in quarantine. */
  COMPLETE,
  /** Not everything is committed or compared yet. */
  PENDING,
  /** Records are certainly missing. */
  MISSING,
  /** Nobody can say. */
  UNKNOWN
}
