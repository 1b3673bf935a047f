package com.eventbuspro.streams.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.eventbuspro.model.position.ShardId;
import com.eventbuspro.streams.PublishOutcome;
import com.eventbuspro.streams.ReadBatch;
import com.eventbuspro.streams.ReadFrom;
import com.eventbuspro.streams.ShardReader;
import com.eventbuspro.streams.StreamAdmin;
import com.eventbuspro.streams.StreamFailure;
import com.eventbuspro.streams.Streams;
import com.eventbuspro.streams.StreamsContract;
import com.eventbuspro.streams.StreamsException;
import java.time.Clock;
import org.junit.jupiter.api.Test;

class InMemoryStreamsTest extends StreamsContract {
  private final InMemoryStreams streams = new InMemoryStreams(Clock.systemUTC());
  private int names;

  @Override
  protected Streams streams() {
    return streams;
  }

  @Override
  protected StreamAdmin admin() {
    return streams;
  }

  @Override
  protected String freshName() {
    return "stream-" + names++;
  }

  @Test
  void aPositionThatLeftTheStreamIsAGap() {
    String stream = stream(1);
    var outcomes = streams.publish(stream, entries("k", 5));
    ShardId shard = shards(stream).get(0);
    streams.trim(stream, shard, sequence(outcomes.get(2)));
    ReadBatch batch = streams.read(stream, shard, ReadFrom.after(sequence(outcomes.get(0)))).next();
    assertThat(texts(batch.records())).containsExactly("k-3", "k-4");
    assertThat(batch.gap()).isEqualTo(ReadBatch.Gap.POSSIBLE);
  }

  @Test
  void aHookMakesTrouble() {
    String stream = stream(1);
    ShardReader reader = streams.read(stream, shards(stream).get(0), ReadFrom.beginning());
    streams.onCall(
        (operation, name) -> {
          throw new StreamsException(StreamFailure.THROTTLED, "too fast");
        });
    assertThatThrownBy(reader::next).hasMessage("too fast");
    assertThat(streams.publish(stream, entries("k", 1)).get(0))
        .isEqualTo(new PublishOutcome.Rejected(StreamFailure.THROTTLED, "too fast"));
  }

  private static String sequence(PublishOutcome outcome) {
    return ((PublishOutcome.Accepted) outcome).sequence();
  }
}
