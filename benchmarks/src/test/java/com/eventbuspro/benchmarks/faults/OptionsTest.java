package com.eventbuspro.benchmarks.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class OptionsTest {
  @Test
  void theDefaultsAreTheCampaignWhoseFiguresWeState() {
    Options options = Options.parse(List.of());
    assertThat(options).isEqualTo(Options.defaults());
    assertThat(options.faults()).isGreaterThanOrEqualTo(200);
    assertThat(options.events()).isGreaterThanOrEqualTo(2_000_000);
    assertThat(options.kinds()).containsExactly(FaultKind.values());
  }

  @Test
  void everyOptionIsUnderstood() {
    assertThat(
            Options.parse(
                List.of(
                    "--seed",
                    "9",
                    "--faults",
                    "3",
                    "--events",
                    "500",
                    "--gap",
                    "0.5",
                    "--kinds",
                    "KILL_SINK,CUT",
                    "--dir",
                    "/tmp/x")))
        .isEqualTo(
            new Options(
                9,
                3,
                500,
                Duration.ofMillis(500),
                List.of(FaultKind.KILL_SINK, FaultKind.CUT),
                Path.of("/tmp/x")));
  }

  @Test
  void whatIsNotUnderstoodIsRefused() {
    for (List<String> wrong :
        List.of(
            List.of("--sed", "1"),
            List.of("--seed"),
            List.of("--seed", "one"),
            List.of("--kinds", "EARTHQUAKE"),
            List.of("--events", "0"))) {
      assertThatThrownBy(() -> Options.parse(wrong)).isInstanceOf(IllegalArgumentException.class);
    }
  }
}
