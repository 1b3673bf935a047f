package com.eventbuspro.sink;

import com.eventbuspro.dataplane.flink.EmbeddedFlink;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.PipelineOptionsInternal;
import org.apache.flink.configuration.RestOptions;

/**
 * How Flink is set up: restarting without end, no checkpoints; in this JVM small and bound to
 * loopback.
 */
final class FlinkSettings {
  private FlinkSettings() {}

  static Configuration embedded(LakeSinkConfig config) {
    Configuration flink = job();
    flink.addAll(cluster(config));
    return flink;
  }

  /** For submitting the job to a cluster; what the cluster itself is like, its owner decides. */
  static Configuration remote(
      LakeSinkConfig config, RemoteFlink flink, JobID job, List<Path> jars) {
    Configuration settings = job();
    settings.set(DeploymentOptions.TARGET, "remote");
    settings.set(DeploymentOptions.ATTACHED, false);
    settings.set(RestOptions.ADDRESS, flink.address().getHost());
    settings.set(RestOptions.PORT, flink.address().getPort());
    settings.set(RestOptions.RETRY_MAX_ATTEMPTS, 1);
    settings.set(CoreOptions.DEFAULT_PARALLELISM, config.parallelism());
    settings.set(PipelineOptionsInternal.PIPELINE_FIXED_JOB_ID, job.toHexString());
    settings.set(PipelineOptions.JARS, jars.stream().map(jar -> jar.toUri().toString()).toList());
    return settings;
  }

  private static Configuration job() {
    return Configuration.fromMap(
        Map.of(
            // Chained operators share objects: a batch is handed on, never copied.
            "pipeline.object-reuse",
            "true",
            "restart-strategy.type",
            "exponential-delay",
            "restart-strategy.exponential-delay.initial-backoff",
            "1 s",
            "restart-strategy.exponential-delay.max-backoff",
            "30 s",
            "restart-strategy.exponential-delay.attempts-before-reset-backoff",
            "2147483647"));
  }

  private static Configuration cluster(LakeSinkConfig config) {
    Configuration cluster = EmbeddedFlink.settings();
    cluster.addAll(
        Configuration.fromMap(
            Map.of(
                "taskmanager.numberOfTaskSlots",
                Integer.toString(config.parallelism()),
                "taskmanager.memory.managed.size",
                "1m",
                "taskmanager.memory.network.min",
                "4m",
                "taskmanager.memory.network.max",
                "4m")));
    return cluster;
  }
}
