package com.eventbuspro.sink.ledger;

import com.eventbuspro.lake.write.LedgerCommit;
import com.eventbuspro.model.EventTypeName;
import java.util.UUID;

/** Is told of tables and their commits. Must not block: the stream's thread calls. */
public interface CommitListener {
  /** A table was opened; 0 if it has no commit yet. */
  void opened(EventTypeName eventType, UUID table, long newestCommit);

  /** A commit is certainly done. */
  void committed(EventTypeName eventType, LedgerCommit commit);
}
