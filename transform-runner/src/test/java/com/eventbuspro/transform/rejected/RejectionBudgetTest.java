package com.eventbuspro.transform.rejected;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.apache.flink.table.api.TableRuntimeException;
import org.junit.jupiter.api.Test;

class RejectionBudgetTest {
  private final RejectionBudget budget = new RejectionBudget();

  @Test
  void aHundredInTenThousandAreBorneForEver() {
    for (int i = 0; i < 1_000_000; i++) {
      budget.record();
      if (i % 100 == 0) {
        budget.rejected(new ArithmeticException());
      }
    }
  }

  @Test
  void oneMoreIsTooMany() {
    for (int i = 0; i < 100; i++) {
      budget.record();
      budget.rejected(new ArithmeticException());
    }
    budget.record();

    assertThatExceptionOfType(TooManyRejectedException.class)
        .isThrownBy(() -> budget.rejected(new ArithmeticException("/ by zero")))
        .withMessageContaining("101 of the last 101 events")
        .withMessageContaining("/ by zero");
  }

  @Test
  void onlyWhatARecordIsToBlameForCounts() {
    assertThat(RecordFaults.of(new IllegalStateException(new ArithmeticException("/ by zero"))))
        .isInstanceOf(ArithmeticException.class);
    assertThat(RecordFaults.of(new RuntimeException(new NumberFormatException()))).isNotNull();
    assertThat(RecordFaults.of(new TableRuntimeException("null"))).isNotNull();
    assertThat(RecordFaults.of(new IllegalStateException("disk"))).isNull();
    assertThat(RecordFaults.of(new RuntimeException(new InterruptedException()))).isNull();
  }
}
