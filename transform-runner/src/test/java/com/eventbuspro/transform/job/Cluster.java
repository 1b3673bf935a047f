package com.eventbuspro.transform.job;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.jspecify.annotations.Nullable;

/** A Flink cluster of this JVM, one for all tests; it lives as long as the JVM does. */
final class Cluster {
  static final Duration PATIENCE = Duration.ofMinutes(2);

  private final MiniCluster flink;
  private final Path directory;

  private static @Nullable Cluster shared;

  static synchronized Cluster shared() throws Exception {
    if (shared == null) {
      shared = new Cluster(Files.createTempDirectory("cluster"));
    }
    return shared;
  }

  private Cluster(Path directory) throws Exception {
    this.directory = directory;
    Configuration configuration =
        Configuration.fromMap(
            Map.of(
                "taskmanager.memory.managed.size", "96m",
                "taskmanager.memory.network.min", "64m",
                "taskmanager.memory.network.max", "64m",
                "rest.port", "0",
                "rest.bind-port", "0",
                "security.delegation.tokens.enabled", "false",
                // One that was found stays for as long as it takes to go on from it.
                "execution.checkpointing.num-retained", "1000"));
    this.flink =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(6)
                .build());
    flink.start();
  }

  /** What jobs are built with here. */
  Configuration settings() {
    return Configuration.fromMap(
        Map.of(
            "execution.checkpointing.interval",
            "150 ms",
            "execution.checkpointing.dir",
            directory.resolve("checkpoints").toUri().toString(),
            "execution.checkpointing.externalized-checkpoint-retention",
            "RETAIN_ON_CANCELLATION",
            "restart-strategy.type",
            "fixed-delay",
            "restart-strategy.fixed-delay.attempts",
            "10",
            "restart-strategy.fixed-delay.delay",
            "50 ms"));
  }

  JobID submit(JobSpec spec) throws Exception {
    return submit(spec, null);
  }

  JobID submit(JobSpec spec, @Nullable String restoreFrom) throws Exception {
    return submit(World.build(spec, settings()), restoreFrom);
  }

  JobID submit(BuiltJob job, @Nullable String restoreFrom) throws Exception {
    JobGraph graph = job.graph().getJobGraph();
    if (restoreFrom != null) {
      graph.setSavepointRestoreSettings(SavepointRestoreSettings.forPath(restoreFrom, false));
    }
    return flink.submitJob(graph).get().getJobID();
  }

  String stop(JobID job) throws Exception {
    return flink
        .stopWithSavepoint(job, directory.toUri().toString(), false, SavepointFormatType.CANONICAL)
        .get();
  }

  void cancel(JobID job) throws Exception {
    flink.cancelJob(job).get();
    await().atMost(PATIENCE).until(() -> status(job).isGloballyTerminalState());
  }

  JobStatus status(JobID job) throws Exception {
    return flink.getJobStatus(job).get();
  }

  /** Why a job failed, all causes in one text. */
  String failure(JobID job) throws Exception {
    await().atMost(PATIENCE).until(() -> status(job) == JobStatus.FAILED);
    var failure = flink.getExecutionGraph(job).get().getFailureInfo();
    return failure == null ? "" : failure.getExceptionAsString();
  }

  /** The newest complete checkpoint that a job left. */
  Optional<String> newestCheckpoint(JobID job) throws IOException {
    Path checkpoints = directory.resolve("checkpoints").resolve(job.toHexString());
    if (!Files.exists(checkpoints)) {
      return Optional.empty();
    }
    try (Stream<Path> found = Files.list(checkpoints)) {
      return found
          .filter(path -> Files.exists(path.resolve("_metadata")))
          .max(Comparator.comparingInt(Cluster::number))
          .map(path -> path.toUri().toString());
    }
  }

  private static int number(Path checkpoint) {
    return Integer.parseInt(checkpoint.getFileName().toString().substring("chk-".length()));
  }
}
