package com.eventbuspro.streams.source;

import com.eventbuspro.streams.ReadBatch;
import com.eventbuspro.streams.StreamRecord;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Until when everything that arrived in a shard was emitted. Errs to the past only: a read that
 * began at ten and was an hour behind its shard's end has seen everything that arrived until nine.
 * Guarded by its {@link Fetcher}.
 */
final class EmittedUntil {
  private Instant asked = Instant.EPOCH;
  private @Nullable Instant fetched;
  private @Nullable Instant emitted;
  private int ahead;

  /** Forgets everything: it is not known where the next read begins. */
  void restart() {
    fetched = null;
    emitted = null;
    ahead = 0;
  }

  /** A read begins. */
  void asked(Instant now) {
    asked = now;
  }

  /** The read is answered; what it brought is emitted later, if it brought anything. */
  void fetched(ReadBatch read) {
    fetched = asked.minus(read.behind());
    if (ahead == 0) {
      emitted = fetched;
    }
  }

  /** What was fetched waits to be emitted. */
  void waits() {
    ahead++;
  }

  /** The batch that waited the longest was emitted. */
  void emitted(ShardBatch batch) {
    ahead--;
    List<StreamRecord> records = batch.records();
    if (ahead == 0) {
      emitted = fetched;
    } else if (!records.isEmpty()) {
      emitted = records.get(records.size() - 1).arrival();
    }
  }

  /** The time; null while the shard has not answered. */
  @Nullable Instant time() {
    return emitted;
  }
}
