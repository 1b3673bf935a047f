package com.eventbuspro.transform.life;

import static org.assertj.core.api.Assertions.assertThat;

import com.eventbuspro.model.pipeline.PipelineName;
import com.eventbuspro.transform.store.Assignment;
import com.eventbuspro.transform.store.Assignment.Desired;
import com.eventbuspro.transform.store.Phase;
import com.eventbuspro.transform.store.Run;
import com.eventbuspro.transform.store.Run.EndReason;
import com.eventbuspro.transform.store.Run.Role;
import com.eventbuspro.transform.store.Run.State;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobID;
import org.junit.jupiter.api.Test;

class TrialsTest {
  private static final PipelineName PIPELINE = new PipelineName("tried");

  @Test
  void whatTheSqlIsToBlameForWaitsForAPerson() {
    Verdict verdict = afterThree(EndReason.FAILED);
    assertThat(verdict)
        .isInstanceOfSatisfying(
            Verdict.Waiting.class,
            waiting -> {
              assertThat(waiting.standing().phase()).isEqualTo(Phase.FAILING);
              assertThat(waiting.standing().reason()).isEqualTo("KeepsFailing");
            });
  }

  @Test
  void anOutageIsTriedAgainEveryTenMinutesByItself() {
    Verdict verdict = afterThree(EndReason.DISTURBED);
    assertThat(verdict)
        .isInstanceOfSatisfying(
            Verdict.Waiting.class,
            waiting -> {
              assertThat(waiting.standing().phase()).isEqualTo(Phase.FAILING);
              assertThat(waiting.standing().reason()).isEqualTo("Retrying");
              assertThat(waiting.standing().message()).contains("every ten minutes");
              // It is looked at in between: somebody may resume it.
              assertThat(waiting.lookAgain()).isLessThan(Duration.ofMinutes(1));
            });
  }

  @Test
  void candidatesOfVersionsThatNobodyWantsAreAbandonedUnlessTheyBecameThePipeline() {
    Run old = ended(1, Role.CURRENT, EndReason.STOPPED);
    Run candidate = ended(2, Role.CANDIDATE, EndReason.STOPPED);
    assertThat(situation(3, Desired.RUNNING, candidate, old).abandoned()).contains(candidate);
    assertThat(situation(2, Desired.DELETED, candidate, old).abandoned()).contains(candidate);
    assertThat(situation(2, Desired.PAUSED, candidate, old).abandoned()).isEmpty();
    Run promoted = ended(2, Role.CURRENT, EndReason.STOPPED);
    assertThat(situation(3, Desired.RUNNING, promoted, candidate, old).abandoned()).isEmpty();
    Run superseded = ended(2, Role.CANDIDATE, EndReason.SUPERSEDED);
    assertThat(situation(3, Desired.RUNNING, superseded, old).abandoned()).isEmpty();
  }

  private static Verdict afterThree(EndReason reason) {
    List<Run> runs = Stream.generate(() -> ended(1, Role.CURRENT, reason)).limit(3).toList();
    return new Trials()
        .against(situation(1, Desired.RUNNING, runs.toArray(Run[]::new)), runs.get(0))
        .orElseThrow();
  }

  private static Situation situation(int version, Desired desired, Run... runs) {
    return new Situation(
        new Assignment(PIPELINE, desired, 1, version, null), List.of(runs), Map.of(), 1);
  }

  private static Run ended(int version, Role role, EndReason reason) {
    return new Run(
        UUID.randomUUID(),
        PIPELINE,
        version,
        1,
        role,
        State.ENDED,
        new JobID(),
        1,
        Map.of(),
        "A",
        null,
        null,
        reason);
  }
}
