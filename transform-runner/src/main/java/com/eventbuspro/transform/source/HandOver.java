package com.eventbuspro.transform.source;

import com.eventbuspro.streams.StreamFailure;
import com.eventbuspro.streams.Streams;
import com.eventbuspro.streams.StreamsException;
import com.eventbuspro.streams.source.StreamsFactory;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides what comes after a round of history: the stream, if it still has all that follows; else
 * another round, of what the lake was given meanwhile.
 *
 * <p>A backfill may take longer than the stream keeps events. The lake has them, so each round is
 * of what came during the one before, and shorter than that as long as the lake is read faster than
 * events arrive.
 */
final class HandOver {
  private static final Logger LOG = LoggerFactory.getLogger(HandOver.class);

  private final EventTypeRead read;
  private final StreamsFactory streams;
  private final HistoryPlan plan;

  HandOver(EventTypeRead read, StreamsFactory streams, HistoryPlan plan) {
    this.read = read;
    this.streams = streams;
    this.plan = plan;
  }

  /**
   * The next round; nothing when the stream is next.
   *
   * @param positions how far every shard was read
   * @param snapshotId the snapshot that was read last
   * @throws PositionExpiredException if neither has all that follows
   */
  Optional<HistoryPlan.Round> next(Map<String, String> positions, long snapshotId)
      throws InterruptedException {
    Map<String, Retained.Answer> retained = retained(positions);
    Set<String> doubtful = new TreeSet<>(retained.keySet());
    doubtful.removeIf(shard -> retained.get(shard) == Retained.Answer.ALL);
    if (doubtful.isEmpty()) {
      return Optional.empty();
    }
    Optional<HistoryPlan.Round> round = plan.next(positions, snapshotId, doubtful);
    if (round.isEmpty() && retained.containsValue(Retained.Answer.NOT_ALL)) {
      throw new PositionExpiredException(read.eventType());
    }
    return round;
  }

  private Map<String, Retained.Answer> retained(Map<String, String> positions)
      throws InterruptedException {
    try (Streams open = streams.open()) {
      return new Retained(open, read.stream()).after(positions);
    } catch (StreamsException e) {
      if (e.code() == StreamFailure.NOT_FOUND || e.code() == StreamFailure.ACCESS_DENIED) {
        // Who reads the stream says so for as long as it lasts, and goes on once it is over.
        LOG.warn("The stream of {} cannot be read: {}", read.eventType(), e.getMessage());
        return Map.of();
      }
      throw e;
    }
  }
}
