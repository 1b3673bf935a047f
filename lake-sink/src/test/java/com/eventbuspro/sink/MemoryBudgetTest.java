package com.eventbuspro.sink;

import static com.eventbuspro.sink.MemoryBudget.Pressure.FULL;
import static com.eventbuspro.sink.MemoryBudget.Pressure.HIGH;
import static com.eventbuspro.sink.MemoryBudget.Pressure.NONE;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MemoryBudgetTest {
  private final MemoryBudget budget = new MemoryBudget(1_000);

  @Test
  void allHoldersCountTogether() {
    assertThat(budget.report("a", 600)).isEqualTo(NONE);
    assertThat(budget.report("b", 500)).isEqualTo(HIGH);
    assertThat(budget.excess()).isEqualTo(100);
    assertThat(budget.report("a", 500)).isEqualTo(NONE);
    assertThat(budget.excess()).isZero();
  }

  @Test
  void farBeyondTheBudgetNothingMoreIsTaken() {
    assertThat(budget.report("a", 1_300)).isEqualTo(HIGH);
    assertThat(budget.report("a", 1_301)).isEqualTo(FULL);
  }

  @Test
  void whoIsGoneHoldsNothing() {
    budget.report("a", 2_000);
    budget.forget("a");
    assertThat(budget.report("b", 1_000)).isEqualTo(NONE);
  }
}
