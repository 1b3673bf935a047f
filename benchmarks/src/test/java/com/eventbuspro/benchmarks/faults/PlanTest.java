package com.eventbuspro.benchmarks.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PlanTest {
  private static final List<FaultKind> ALL = List.of(FaultKind.values());
  private static final Duration GAP = Duration.ofSeconds(7);

  @Test
  void theSameSeedGivesTheSamePlan() {
    assertThat(Plan.of(42, 200, GAP, ALL)).isEqualTo(Plan.of(42, 200, GAP, ALL));
  }

  @Test
  void theChoicesWithinAFaultAreTheSameEachTime() {
    PlannedFault fault = Plan.of(42, 1, GAP, ALL).faults().get(0);
    assertThat(fault.dice().nextLong()).isEqualTo(fault.dice().nextLong());
  }

  @Test
  void anotherSeedGivesAnotherPlan() {
    assertThat(Plan.of(42, 200, GAP, ALL)).isNotEqualTo(Plan.of(43, 200, GAP, ALL));
  }

  @Test
  void everyKindComesUpBeforeAnyComesUpByItsWeight() {
    assertThat(Plan.of(42, ALL.size(), GAP, ALL).faults().stream().map(PlannedFault::kind))
        .containsExactlyInAnyOrderElementsOf(EnumSet.allOf(FaultKind.class));
  }

  @Test
  void faultsComeInTheOrderOfTheirTimesWithinTheSpan() {
    Plan plan = Plan.of(42, 200, GAP, ALL);
    assertThat(plan.span()).isEqualTo(Duration.ofSeconds(1400));
    assertThat(plan.faults())
        .isSortedAccordingTo(Comparator.comparing(PlannedFault::at))
        .allMatch(fault -> fault.at().compareTo(plan.span()) <= 0);
  }

  @Test
  void faultsLastAsLongAsTheirKindDoes() {
    assertThat(Plan.of(42, 2000, GAP, ALL).faults())
        .allSatisfy(
            fault ->
                assertThat(fault.lasting())
                    .isBetween(fault.kind().shortest(), fault.kind().longest()));
  }

  @Test
  void someFaultsOverlapAndSomeStandAlone() {
    List<PlannedFault> faults = Plan.of(42, 200, GAP, ALL).faults();
    assertThat(
            java.util.stream.IntStream.range(1, faults.size())
                .mapToObj(i -> faults.get(i).at().minus(faults.get(i - 1).at()))
                .map(gap -> gap.compareTo(Duration.ofSeconds(2)) < 0)
                .collect(Collectors.toSet()))
        .containsExactlyInAnyOrder(true, false);
  }
}
