package com.eventbuspro.platform.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.eventbuspro.lake.ledger.SequenceRange;
import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.model.position.ShardId;
import com.eventbuspro.streams.Entry;
import com.eventbuspro.streams.PublishOutcome;
import com.eventbuspro.streams.StreamFailure;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PublishCountsTest {
  private static final EventTypeName TYPE = EventTypeName.parse("a.b");
  private static final ShardId SHARD = new ShardId("shardId-000000000001");
  private static final Entry ENTRY = new Entry("k", new byte[10]);

  @Test
  void countsWhatIsAcknowledgedByShardWithItsRange() {
    PublishCounts counts = at("2026-01-01T10:30:00Z");
    counts.add(
        TYPE,
        List.of(ENTRY, ENTRY, ENTRY, ENTRY),
        List.of(
            accepted("1000"),
            accepted("999"),
            new PublishOutcome.Rejected(StreamFailure.THROTTLED, "no"),
            new PublishOutcome.Unknown("who knows")));
    counts.add(TYPE, List.of(ENTRY), List.of(accepted("1001")));

    Map<PublishCounts.Key, PublishCount> taken = counts.take();
    assertThat(taken).hasSize(2);
    PublishCount count = taken.get(new PublishCounts.Key("a.b", 490_906, SHARD.value(), 1));
    assertThat(count.acknowledged()).isEqualTo(3);
    assertThat(count.bytes()).isEqualTo(30);
    assertThat(count.range()).isEqualTo(SequenceRange.of("999", "1001"));
    assertThat(taken.get(new PublishCounts.Key("a.b", 490_906, "", 1)).unknownOutcomes())
        .isEqualTo(1);
    assertThat(counts.take()).isEmpty();
  }

  @Test
  void theSecondsAroundTheFullHourAreCountedApart() {
    assertThat(sliceAt("2026-01-01T10:00:04.999Z")).isZero();
    assertThat(sliceAt("2026-01-01T10:00:05Z")).isEqualTo(1);
    assertThat(sliceAt("2026-01-01T10:59:54.999Z")).isEqualTo(1);
    assertThat(sliceAt("2026-01-01T10:59:55Z")).isEqualTo(2);
  }

  private static int sliceAt(String time) {
    PublishCounts counts = at(time);
    counts.add(TYPE, List.of(ENTRY), List.of(accepted("1")));
    return counts.take().keySet().iterator().next().slice();
  }

  private static PublishOutcome accepted(String sequence) {
    return new PublishOutcome.Accepted(SHARD, sequence);
  }

  private static PublishCounts at(String time) {
    return new PublishCounts(Clock.fixed(Instant.parse(time), ZoneOffset.UTC));
  }
}
