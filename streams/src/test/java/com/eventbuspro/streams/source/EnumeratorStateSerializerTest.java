package com.eventbuspro.streams.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.eventbuspro.model.position.ShardId;
import java.io.IOException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EnumeratorStateSerializerTest {
  private static final EnumeratorState STATE =
      new EnumeratorState(
          Map.of(
              "s",
              new EnumeratorState.Progress(
                  Set.of(new ShardId("a"), new ShardId("b")), Set.of(new ShardId("a")))));

  private final EnumeratorStateSerializer serializer = new EnumeratorStateSerializer();

  @Test
  void whatWasWrittenIsRead() throws IOException {
    assertThat(serializer.deserialize(1, serializer.serialize(STATE))).isEqualTo(STATE);
  }

  @Test
  void bytesOfVersionOneStayReadable() throws IOException {
    byte[] written =
        HexFormat.of().parseHex("0000000100017300000002000161000162" + "00000001000161");
    assertThat(serializer.deserialize(1, written)).isEqualTo(STATE);
  }

  @Test
  void bytesOfANewerProgramAreRefused() {
    assertThatThrownBy(() -> serializer.deserialize(2, new byte[0]))
        .isInstanceOf(IOException.class);
  }
}
