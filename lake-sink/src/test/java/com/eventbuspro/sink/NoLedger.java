package com.eventbuspro.sink;

import com.eventbuspro.lake.write.LedgerCommit;
import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.sink.ledger.CommitListener;
import java.util.UUID;

/** Listens to nothing. */
final class NoLedger implements CommitListener {
  @Override
  public void opened(EventTypeName eventType, UUID table, long newestCommit) {}

  @Override
  public void committed(EventTypeName eventType, LedgerCommit commit) {}
}
