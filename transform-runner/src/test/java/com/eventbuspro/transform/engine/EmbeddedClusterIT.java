package com.eventbuspro.transform.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.apache.flink.api.common.JobID;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.junit.jupiter.api.Test;

class EmbeddedClusterIT {
  @Test
  void itsJobsAreMarkedAndWithoutItsTaskManagerItIsBroken() {
    EmbeddedCluster cluster = EmbeddedCluster.start(new EmbeddedCluster.Size(1, 16, 8));
    try {
      await().atMost(Duration.ofSeconds(60)).until(() -> cluster.calls().taskManagers() == 1);
      assertThat(cluster.isBroken()).isFalse();
      JobID job = new JobID();
      StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
      environment.fromSequence(1, Long.MAX_VALUE).sinkTo(new DiscardingSink<>());
      cluster.calls().submit(environment.getStreamGraph(), job, new Restore.Nothing());
      await().atMost(Duration.ofSeconds(60)).until(() -> cluster.calls().isMarked(job));

      var unused = cluster.cluster.terminateTaskManager(0);
      await().atMost(Duration.ofSeconds(120)).until(cluster::isBroken);
    } finally {
      cluster.close();
    }
  }
}
