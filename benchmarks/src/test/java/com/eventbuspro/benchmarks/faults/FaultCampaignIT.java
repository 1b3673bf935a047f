package com.eventbuspro.benchmarks.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A short campaign with every kind of fault; {@code benchmarks/run faults} is the long one. */
class FaultCampaignIT {
  private static final long SEED = 20_261_125;
  private static final List<FaultKind> ALL = List.of(FaultKind.values());

  @Test
  void whateverBreaksEveryEventIsInTheLakeOnce() throws Exception {
    Options options =
        new Options(
            SEED, ALL.size() + 2, 45_000, Duration.ofSeconds(3), ALL, Path.of("target", "faults"));
    Report report = Campaign.run(options, System.out);
    report.print(System.out);
    assertThat(report.findings().first()).isEmpty();
    assertThat(report.isClean()).isTrue();
    assertThat(report.log().byKind()).containsOnlyKeys(ALL);
  }
}
