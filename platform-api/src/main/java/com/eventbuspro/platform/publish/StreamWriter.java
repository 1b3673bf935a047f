package com.eventbuspro.platform.publish;

import com.eventbuspro.platform.eventtype.Contract;
import com.eventbuspro.platform.ledger.PublishCounts;
import com.eventbuspro.streams.Entry;
import com.eventbuspro.streams.PublishOutcome;
import com.eventbuspro.streams.StreamFailure;
import com.eventbuspro.streams.Streams;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Sends entries to one stream, and counts for the ledger what became of them. Right after
 * registration the stream may still be in the making: the first entries then wait for it, for a
 * while.
 */
final class StreamWriter {
  private static final Duration PAUSE = Duration.ofMillis(100);

  private final Streams streams;
  private final Contract contract;
  private final PublishCounts counts;
  private final Clock clock;
  private final Instant patience;

  StreamWriter(
      Streams streams, Contract contract, PublishCounts counts, Clock clock, Duration wait) {
    this.streams = streams;
    this.contract = contract;
    this.counts = counts;
    this.clock = clock;
    this.patience = clock.instant().plus(wait);
  }

  List<PublishOutcome> send(List<Entry> entries) {
    List<PublishOutcome> outcomes = streams.publish(contract.stream(), entries);
    while (outcomes.stream().allMatch(StreamWriter::isNotReady)
        && clock.instant().isBefore(patience)) {
      pause();
      outcomes = streams.publish(contract.stream(), entries);
    }
    counts.add(contract.name(), entries, outcomes);
    return outcomes;
  }

  /** Whether an entry was not taken because the stream is not there yet. */
  static boolean isNotReady(PublishOutcome outcome) {
    return outcome instanceof PublishOutcome.Rejected rejected
        && (rejected.code() == StreamFailure.NOT_FOUND || rejected.code() == StreamFailure.BUSY);
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Stopped while waiting for a stream", e);
    }
  }
}
