package com.eventbuspro.transform.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.eventbuspro.transform.engine.OperatorFigures.Metric;
import java.util.List;
import org.junit.jupiter.api.Test;

class OperatorFiguresTest {
  @Test
  void sourcesAddUpAndTheHindmostCounts() {
    OperatorFigures operators = new OperatorFigures();
    operators.add(
        List.of(
            metric("Source__tests_a.eventBusLive", 1, 1),
            metric("Source__tests_a.eventBusLiveRows", 10, 30),
            metric("Source__tests_a.eventBusBehindMillis", 5, 70)));
    operators.add(
        List.of(
            metric("Source__tests_b.eventBusLive", 0, 1),
            metric("Source__tests_b.eventBusLiveRows", 1, 3),
            metric("Source__tests_b.eventBusBehindMillis", 9, 20),
            metric("IcebergStreamWriter.numRecordsIn", 0, 40),
            metric("IcebergStreamWriter.currentInputWatermark", 1_000, 2_000)));
    JobFigures figures = operators.figures(true, 2, null);
    assertThat(figures.live()).isFalse();
    assertThat(figures.liveRows()).isEqualTo(44);
    assertThat(figures.behindMillis()).isEqualTo(70);
    assertThat(figures.rowsOut()).isEqualTo(40);
    assertThat(figures.watermark()).isEqualTo(1_000);
    assertThat(figures.historyRows()).isNull();
  }

  @Test
  void noWatermarkIsNone() {
    OperatorFigures operators = new OperatorFigures();
    operators.add(List.of(metric("Writer.currentInputWatermark", Long.MIN_VALUE, Long.MIN_VALUE)));
    assertThat(operators.figures(true, null, null).watermark()).isNull();
  }

  @Test
  void onlyWhatIsUsedIsAskedFor() {
    assertThat(OperatorFigures.isWanted("Source__a_b.eventBusLive")).isTrue();
    assertThat(OperatorFigures.isWanted("results__Writer.numRecordsIn")).isTrue();
    assertThat(OperatorFigures.isWanted("Window.numLateRecordsDropped")).isTrue();
    assertThat(OperatorFigures.isWanted("Calc.numRecordsIn")).isFalse();
    assertThat(OperatorFigures.isWanted("buffers.inputQueueLength")).isFalse();
  }

  private static Metric metric(String id, double min, double max) {
    return new Metric(id, min, max, min + max);
  }
}
