package com.eventbuspro.localaws.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SequenceNumbersTest {
  private static final long NOW = 1_795_000_000L;

  @Test
  void formatsWhatTheirLayoutSays() {
    Random random = new Random(42);
    for (int i = 0; i < 1000; i++) {
      long created = NOW + random.nextInt(800_000_000); // till 2052
      int shard = random.nextInt(Integer.MAX_VALUE);
      long index = Math.floorMod(random.nextLong(), 1_000_000_000_000_000_000L);
      String hex = String.format("2%09x%016x%011x%08x02", created, index, 0, shard);
      assertThat(new SequenceNumbers(created, shard).format(index))
          .isEqualTo(new BigInteger(hex, 16).toString())
          .startsWith("49")
          .hasSize(56);
    }
  }

  @Test
  void comeBackFromText() {
    String text = new SequenceNumbers(NOW, 7).format(123_456_789_012L);
    assertThat(SequenceNumbers.parse(text))
        .contains(new SequenceNumbers.Parsed(NOW, 123_456_789_012L, 7));
  }

  @Test
  void othersAreNotTakenForOurs() {
    String ours = new SequenceNumbers(NOW, 7).format(5);
    BigInteger number = new BigInteger(ours);
    for (String text :
        new String[] {
          "0",
          "",
          "49",
          "-" + ours,
          ours + "0",
          number.add(BigInteger.ONE).toString(),
          number.add(BigInteger.ONE.shiftLeft(50)).toString(),
          "9".repeat(56)
        }) {
      assertThat(SequenceNumbers.parse(text)).as(text).isEmpty();
    }
  }

  @Test
  void ofAChildAreGreaterThanAnyOfItsParent() {
    BigInteger last =
        new BigInteger(new SequenceNumbers(NOW, 900).format(999_999_999_999_999_999L));
    BigInteger first = new BigInteger(new SequenceNumbers(NOW + 1, 0).format(0));
    assertThat(first).isGreaterThan(last);
  }
}
