package com.eventbuspro.transform.life;

import static org.assertj.core.api.Assertions.assertThat;

import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.model.pipeline.PipelineName;
import com.eventbuspro.transform.store.Assignment;
import com.eventbuspro.transform.store.Run;
import com.eventbuspro.transform.store.Run.EndReason;
import com.eventbuspro.transform.store.Run.Role;
import com.eventbuspro.transform.store.Run.State;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.flink.api.common.JobID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TableUpkeepTest {
  private static final PipelineName PIPELINE = new PipelineName("kept");

  @Test
  void aJobCountsForAsLongAsAnotherMayGoOnFromIt() {
    Run older = run(State.ENDED, null);
    Run old = run(State.ENDED, older);
    Run running = run(State.RUNNING, old);
    assertThat(restorable(Set.of(), running, old, older)).containsExactly(running, old);
    assertThat(restorable(Set.of(running), running, old, older)).containsExactly(running);
    assertThat(restorable(Set.of(running, older), running, old, older))
        .as("whose state was not deleted yet")
        .containsExactly(running, older);
  }

  @Test
  void whatAPausedPipelineRanLastCountsWhereverItsStateIs() {
    Run old = run(State.ENDED, null);
    Run paused = run(State.ENDED, old);
    assertThat(restorable(Set.of(), paused, old)).contains(paused);
    assertThat(new RestorableJobs(situation(paused), job -> true).test("another's")).isFalse();
  }

  @Test
  void theTablesOfAllVersionsAreOfThePipelineAndNoOther() {
    EventTypeName table = EventTypeName.parse("tests.result");
    assertThat(List.of("result", "result__v2", "result__v12", "results", "result__vx", "other"))
        .filteredOn(name -> TableUpkeep.isOf(table, name))
        .containsExactly("result", "result__v2", "result__v12");
  }

  private static List<Run> restorable(Set<Run> withState, Run... runs) {
    RestorableJobs jobs =
        new RestorableJobs(
            situation(runs), job -> withState.stream().anyMatch(run -> run.job().equals(job)));
    return List.of(runs).stream().filter(run -> jobs.test(run.job().toHexString())).toList();
  }

  private static Situation situation(Run... runs) {
    return new Situation(
        new Assignment(PIPELINE, Assignment.Desired.RUNNING, 1, 1, null),
        List.of(runs),
        Map.of(),
        1);
  }

  private static Run run(State state, @Nullable Run from) {
    return new Run(
        UUID.randomUUID(),
        PIPELINE,
        1,
        1,
        Role.CURRENT,
        state,
        new JobID(),
        1,
        Map.of(),
        "A",
        from == null ? null : "file:/checkpoints/" + from.job().toHexString() + "/chk-7",
        null,
        state == State.ENDED ? EndReason.STOPPED : null);
  }
}
