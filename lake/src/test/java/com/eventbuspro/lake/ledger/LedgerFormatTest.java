package com.eventbuspro.lake.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.eventbuspro.model.position.Position;
import com.eventbuspro.model.position.ShardId;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LedgerFormatTest {
  private static final ShardId ONE = new ShardId("shardId-000000000001");
  private static final String KINESIS = "49546986683135544286507457936321625675700192471156785154";

  @Test
  void theFormatStaysAsItWasWritten() {
    Map<ShardId, Position> positions = Map.of(ONE, Position.after("1500"));
    LedgerDelta delta =
        new LedgerDelta(
            1764075600123L,
            List.of(
                new LedgerCell(ONE, 490021, 10, 9, 1, 0, SequenceRange.of("1000", "1400")),
                new LedgerCell(ONE, 490022, 5, 4, 0, 0, SequenceRange.of("1401", "1500"))),
            List.of(new LedgerGap(ONE, 490021, Position.after("36"), new BigInteger("1000"))));
    String text = "1 1764075600123 490021 1::9:1:::b4:12w;1:1:4:::1:2r;!1::10:rs";
    assertThat(delta.encode(positions)).isEqualTo(text);
    assertThat(LedgerDelta.decode(text, positions)).isEqualTo(delta);
  }

  @Test
  void nothingHasATextToo() {
    LedgerDelta nothing = new LedgerDelta(7, List.of(), List.of());
    assertThat(LedgerDelta.decode(nothing.encode(Map.of()), Map.of())).isEqualTo(nothing);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void whatIsReadIsWhatWasWritten(long seed) {
    Random random = new Random(seed);
    Map<ShardId, Position> positions = new HashMap<>();
    List<LedgerCell> cells = new ArrayList<>();
    List<LedgerGap> gaps = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      ShardId shard =
          new ShardId(random.nextBoolean() ? "shardId-%012d".formatted(random.nextInt(9)) : "7");
      BigInteger first = new BigInteger(random.nextInt(185), random);
      BigInteger last = first.add(new BigInteger(random.nextInt(90), random));
      switch (random.nextInt(3)) {
        case 0 -> positions.put(shard, Position.after(last.toString()));
        case 1 -> positions.put(shard, Position.ENDED);
        default -> {}
      }
      long hour = 490_000 + random.nextInt(30);
      cells.add(
          random.nextInt(4) == 0
              ? LedgerCell.moved(shard, hour, random.nextInt(9), random.nextInt(9))
              : new LedgerCell(
                  shard,
                  hour,
                  1 + random.nextInt(99),
                  random.nextInt(99),
                  random.nextInt(9),
                  0,
                  new SequenceRange(first, last)));
      gaps.add(
          new LedgerGap(
              shard,
              hour,
              random.nextBoolean() ? Position.BEGINNING : Position.after(first.toString()),
              random.nextBoolean() ? null : last));
    }
    LedgerDelta delta = new LedgerDelta(random.nextLong(1L << 50), cells, gaps);
    assertThat(LedgerDelta.decode(delta.encode(positions), positions)).isEqualTo(delta);
  }

  @Test
  void aCommitOfAHundredShardsAddsLittleToTheSummary() {
    Map<ShardId, Position> positions = new HashMap<>();
    List<LedgerCell> cells = new ArrayList<>();
    BigInteger first = new BigInteger(KINESIS);
    // Ten seconds of a busy shard lie as far apart as this in Kinesis.
    BigInteger last = first.add(BigInteger.TWO.pow(90));
    for (int i = 0; i < 100; i++) {
      ShardId shard = new ShardId("shardId-%012d".formatted(i));
      positions.put(shard, Position.after(last.toString()));
      cells.add(
          new LedgerCell(shard, 490_021, 10_000, 9_990, 10, 0, new SequenceRange(first, last)));
    }
    String text = new LedgerDelta(1764075600123L, cells, List.of()).encode(positions);
    int positionBytes =
        positions.entrySet().stream()
            .mapToInt(e -> ("event-bus.position." + e.getKey() + e.getValue().encode()).length())
            .sum();
    assertThat(text.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(4_000);
    assertThat(text.length()).isLessThan(positionBytes / 2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "2 0 0 ", "1 0 0 1:0:x", "1 0 0 1:::::::::", "1 0 0 1::1::::5", "1 x 0 "})
  void anythingElseIsRefused(String text) {
    assertThatThrownBy(() -> LedgerDelta.decode(text, Map.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
