package com.eventbuspro.platform.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.eventbuspro.platform.console.SqlDiff.Fate;
import com.eventbuspro.platform.console.SqlDiff.Line;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SqlDiffTest {
  private static String lines(int from, int to, String text) {
    return IntStream.range(from, to).mapToObj(i -> text + i).collect(Collectors.joining("\n"));
  }

  @Test
  void what_is_in_both_stays_and_the_rest_comes_and_goes() {
    SqlDiff diff = SqlDiff.between("SELECT a\nFROM b\nWHERE c\n", "SELECT a, d\nFROM b\nWHERE c");

    assertThat(diff.lines())
        .containsExactly(
            new Line(Fate.REMOVED, "SELECT a"),
            new Line(Fate.ADDED, "SELECT a, d"),
            new Line(Fate.SAME, "FROM b"),
            new Line(Fate.SAME, "WHERE c"));
    assertThat(diff.changed()).isTrue();
    assertThat(SqlDiff.between("a\nb\na", "a\nb\nb\na").lines())
        .extracting(Line::fate)
        .containsExactly(Fate.SAME, Fate.SAME, Fate.ADDED, Fate.SAME);
  }

  /** A matrix of their lines would be as large as the memory of many machines. */
  @Test
  void very_long_texts_take_no_more_memory_than_their_lines() {
    String old = lines(0, 70_000, "old ");
    String now = lines(0, 70_000, "new ");

    assertThat(SqlDiff.between(old, old).changed()).isFalse();
    assertThat(SqlDiff.between("first\n" + old, "first\n" + now).lines())
        .hasSize(1 + 140_000)
        .startsWith(new Line(Fate.SAME, "first"), new Line(Fate.REMOVED, "old 0"))
        .endsWith(new Line(Fate.ADDED, "new 69999"));
    assertThat(SqlDiff.between(old, old.replace("old 35000", "new")).lines())
        .hasSize(70_001)
        .filteredOn(line -> line.fate() != Fate.SAME)
        .containsExactly(new Line(Fate.REMOVED, "old 35000"), new Line(Fate.ADDED, "new"));
  }
}
