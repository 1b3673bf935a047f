package com.eventbuspro.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** That their metrics exist is seen in a real run, by {@link TourIT}. */
class AlertsTest {
  @Test
  void everyAlertSaysWhatToDo() throws IOException {
    assertThat(Alerts.rules())
        .hasSizeGreaterThan(10)
        .allSatisfy(rule -> assertThat(rule.annotations()).containsOnlyKeys("summary", "action"))
        .extracting(Alerts.Rule::name)
        .doesNotHaveDuplicates();
  }

  @Test
  void everyMetricOfAnAlertIsExplained() throws IOException {
    String operations = Files.readString(Path.of("..", "docs", "operations.md"));
    assertThat(Alerts.metrics())
        .isNotEmpty()
        .allSatisfy(
            metric ->
                assertThat(operations).contains("`" + metric.replaceFirst("_bucket$", "") + "`"));
  }
}
