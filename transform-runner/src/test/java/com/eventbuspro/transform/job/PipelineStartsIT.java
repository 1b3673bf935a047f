package com.eventbuspro.transform.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.model.pipeline.PipelineStart;
import java.time.Instant;
import java.util.List;
import org.apache.flink.api.common.JobID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Jobs on Flink begin where they are told to. */
class PipelineStartsIT {
  private static Cluster cluster;

  private final World world = new World();

  @BeforeAll
  static void start() throws Exception {
    cluster = Cluster.shared();
  }

  @BeforeEach
  void forget() {
    World.STREAMS.onCall((operation, stream) -> {});
  }

  @Test
  void aStartLeavesOutWhatArrivedBeforeIt() throws Exception {
    EventTypeName type = world.declare("starts.counted", 2, Numbers.SCHEMA);
    world.publish(type, Numbers.events(0, 50));
    world.capture(type);
    Instant afterFirst = world.arrivalAfterAll(type);
    world.publish(type, Numbers.events(50, 100));
    world.capture(type);
    world.publish(type, Numbers.events(100, 150));
    Instant afterThird = world.arrivalAfterAll(type);
    world.publish(type, Numbers.events(150, 200));

    assertThatAllComes(type, "fromhistory", PipelineStart.HISTORY, 0);
    assertThatAllComes(type, "frompast", new PipelineStart.At(afterFirst), 50);
    assertThatAllComes(type, "fromstream", new PipelineStart.At(afterThird), 150);
  }

  private void assertThatAllComes(
      EventTypeName type, String pipeline, PipelineStart start, int from) throws Exception {
    EventTypeName result = EventTypeName.parse("starts." + pipeline);
    JobID job = cluster.submit(spec(type, pipeline, result, start));
    World.awaitRows(Numbers.rows(from, 200), result, "number");
    cluster.cancel(job);
  }

  @Test
  void nowIsTheMomentOfTheDecisionHoweverOftenTheJobIsStarted() throws Exception {
    EventTypeName type = world.declare("starts.now", 2, Numbers.SCHEMA);
    EventTypeName result = EventTypeName.parse("starts.fromnow");
    world.publish(type, Numbers.events(0, 50));
    world.capture(type);
    world.publish(type, Numbers.events(50, 100));
    Instant before = world.arrivalAfterAll(type);
    JobSpec spec = spec(type, "fromnow", result, PipelineStart.NOW);
    assertThat(Instant.parse(spec.inputs().get(type).origin().start()))
        .isBetween(before, Instant.now());

    // Between the decision and the first start of the job.
    world.publish(type, Numbers.events(100, 150));
    JobID job = cluster.submit(spec);
    World.awaitRows(Numbers.rows(100, 150), result, "number");
    String savepoint = cluster.stop(job);
    world.publish(type, Numbers.events(150, 200));
    JobID next = cluster.submit(spec, savepoint);
    World.awaitRows(Numbers.rows(100, 200), result, "number");
    cluster.cancel(next);
  }

  private JobSpec spec(
      EventTypeName type, String pipeline, EventTypeName result, PipelineStart start) {
    return world.spec(
        pipeline,
        "SELECT number FROM " + type,
        new JobOutput.LakeTable(result, List.of()),
        start,
        type);
  }
}
