package com.eventbuspro.transform.source;

import com.eventbuspro.model.position.Position;
import com.eventbuspro.model.position.ShardId;
import com.eventbuspro.streams.ReadBatch;
import com.eventbuspro.streams.ReadFrom;
import com.eventbuspro.streams.Shard;
import com.eventbuspro.streams.ShardReader;
import com.eventbuspro.streams.Streams;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** Whether a stream still has all that comes after positions, and will for a while. */
final class Retained {
  /** A stream keeps events for a day at least; what is older than this is better read elsewhere. */
  private static final Duration FRESH = Duration.ofHours(6);

  /** So many answers without records, in a row, and nobody knows. */
  private static final int TRIES = 50;

  private static final long PAUSE_MILLIS = 250;

  private final Streams streams;
  private final String stream;

  Retained(Streams streams, String stream) {
    this.streams = streams;
    this.stream = stream;
  }

  /** What the stream has of what comes after a position in a shard. */
  enum Answer {
    /** All, and for a while yet. */
    ALL,
    /** Nothing: either there was nothing, or it is gone. */
    NOTHING,
    /** Something that will not be there for long. */
    NOT_FOR_LONG,
    /** Not all. */
    NOT_ALL
  }

  /** Of each shard that has a position. Those that ended and were read to the end have all. */
  Map<String, Answer> after(Map<String, String> positions) throws InterruptedException {
    Map<String, Answer> answers = new TreeMap<>();
    for (Shard shard : streams.shards(stream)) {
      String position = positions.get(shard.id().value());
      if (position != null) {
        answers.put(shard.id().value(), after(shard.id(), Position.decode(position)));
      }
    }
    positions.forEach(
        (shard, position) ->
            answers.putIfAbsent(
                shard,
                Position.decode(position).equals(Position.ENDED) ? Answer.ALL : Answer.NOT_ALL));
    return answers;
  }

  private Answer after(ShardId shard, Position position) throws InterruptedException {
    if (position.equals(Position.ENDED)) {
      return Answer.ALL;
    }
    ShardReader reader = streams.read(stream, shard, new ReadFrom.After(position));
    for (int i = 0; i < TRIES; i++) {
      ReadBatch batch = reader.next();
      if (batch.gap() == ReadBatch.Gap.POSSIBLE) {
        return Answer.NOT_ALL;
      }
      if (batch.behind().compareTo(FRESH) > 0) {
        return Answer.NOT_FOR_LONG;
      }
      if (!batch.records().isEmpty()) {
        return Answer.ALL;
      }
      if (batch.behind().isZero() || batch.end() == ReadBatch.End.ENDED) {
        return Answer.NOTHING;
      }
      Thread.sleep(PAUSE_MILLIS);
    }
    return Answer.NOT_FOR_LONG;
  }
}
