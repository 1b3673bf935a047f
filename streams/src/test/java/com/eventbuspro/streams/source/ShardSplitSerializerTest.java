package com.eventbuspro.streams.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.eventbuspro.model.position.Position;
import com.eventbuspro.model.position.ShardId;
import com.eventbuspro.streams.source.ShardSplit.Start;
import java.io.IOException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ShardSplitSerializerTest {
  private final ShardSplitSerializer serializer = new ShardSplitSerializer();

  static List<Start> starts() {
    return List.of(
        new Start.Held(),
        new Start.After(Position.BEGINNING),
        new Start.After(Position.after("4967")),
        new Start.After(Position.ENDED),
        new Start.AtTime(Instant.ofEpochMilli(1_700_000_000_123L)));
  }

  @ParameterizedTest
  @MethodSource("starts")
  void whatWasWrittenIsRead(Start start) throws IOException {
    ShardSplit split =
        new ShardSplit(
            "ebp-local-a.b",
            new ShardId("shardId-2"),
            List.of(new ShardId("shardId-0"), new ShardId("shardId-1")),
            start);
    assertThat(serializer.deserialize(1, serializer.serialize(split))).isEqualTo(split);
  }

  @Test
  void bytesOfVersionOneStayReadable() throws IOException {
    byte[] written =
        HexFormat.of()
            .parseHex(
                "0001730009736861726449642d310000000100097368617264496" + "42d3001000434393637");
    assertThat(serializer.deserialize(1, written))
        .isEqualTo(
            new ShardSplit(
                "s",
                new ShardId("shardId-1"),
                List.of(new ShardId("shardId-0")),
                new Start.After(Position.after("4967"))));
  }

  @Test
  void bytesOfANewerProgramAreRefused() {
    assertThatThrownBy(() -> serializer.deserialize(2, new byte[0]))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("version 1")
        .hasMessageContaining("version 2");
  }
}
