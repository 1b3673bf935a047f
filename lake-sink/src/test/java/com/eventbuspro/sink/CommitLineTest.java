package com.eventbuspro.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CommitLineTest {
  private static final Instant START = Instant.parse("2026-11-22T12:00:00Z");

  private final CommitLine line = new CommitLine(2);
  private final List<String> served = new ArrayList<>();

  @Test
  void onlySoManyAreServedAtOnce() {
    join("a", 0);
    join("b", 0);
    join("c", 0);
    assertThat(served).containsExactly("a", "b");
    line.leave();
    assertThat(served).containsExactly("a", "b", "c");
  }

  @Test
  void whoIsDueForLongestIsNext() {
    join("a", 0);
    join("b", 0);
    join("late", 9);
    join("early", 3);
    join("early too", 3);
    line.leave();
    line.leave();
    line.leave();
    assertThat(served).containsExactly("a", "b", "early", "early too", "late");
  }

  @Test
  void aPlaceThatIsGivenBackAtOnceGoesToTheNext() {
    join("a", 0);
    join("b", 0);
    line.join(START, line::leave);
    join("c", 1);
    line.leave();
    assertThat(served).containsExactly("a", "b", "c");
    assertThat(line.length()).isZero();
  }

  private void join(String name, long due) {
    line.join(START.plusSeconds(due), () -> served.add(name));
  }
}
