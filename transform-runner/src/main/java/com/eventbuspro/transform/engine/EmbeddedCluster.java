package com.eventbuspro.transform.engine;

import com.eventbuspro.dataplane.flink.EmbeddedFlink;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.flink.client.program.MiniClusterClient;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A cluster that runs in this JVM, from its start to its end. */
final class EmbeddedCluster {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedCluster.class);
  private static final long PATIENCE_SECONDS = 20;

  // For how long it may be without a task manager at first, or without an answer.
  private static final long LOST_NANOS = Duration.ofMinutes(1).toNanos();

  final MiniCluster cluster;
  private final ClusterCalls calls;
  private volatile boolean complete;
  private volatile long answeredNanos = System.nanoTime();

  /** How large it is. */
  record Size(int slots, int managedMegabytes, int networkMegabytes) {}

  private EmbeddedCluster(MiniCluster cluster, ClusterCalls calls) {
    this.cluster = cluster;
    this.calls = calls;
  }

  static EmbeddedCluster start(Size size) {
    EmbeddedFlink.wakeActorsSeldom();
    Configuration settings = settings(size);
    MiniCluster cluster =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(settings)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(size.slots())
                .build());
    try {
      cluster.start();
      URI rest = cluster.getRestAddress().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      LOG.info("Flink runs in this JVM with {} slots", size.slots());
      return new EmbeddedCluster(
          cluster,
          new ClusterCalls(new MiniClusterClient(settings, cluster), rest, List.of(), "embedded"));
    } catch (Exception e) {
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      var unused = cluster.closeAsync();
      throw new EngineException("Flink cannot be started in this JVM", e);
    }
  }

  private static Configuration settings(Size size) {
    Configuration settings = EmbeddedFlink.settings();
    settings.addAll(
        Configuration.fromMap(
            Map.ofEntries(
                Map.entry("rest.bind-port", "0"),
                // The one that is about to be gone on from stays while the job completes another.
                // Of a job's own settings Flink does not take this one.
                Map.entry("execution.checkpointing.num-retained", "2"),
                Map.entry("taskmanager.numberOfTaskSlots", Integer.toString(size.slots())),
                Map.entry("taskmanager.memory.managed.size", size.managedMegabytes() + "m"),
                Map.entry("taskmanager.memory.network.min", size.networkMegabytes() + "m"),
                Map.entry("taskmanager.memory.network.max", size.networkMegabytes() + "m"),
                // Else what is said of jobs is three to ten seconds old.
                Map.entry("web.refresh-interval", "1000"),
                Map.entry("metrics.fetcher.update-interval", "1000"),
                // A task that does not end must not take those of all other pipelines along.
                Map.entry("task.cancellation.timeout", "0"),
                Map.entry("web.submit.enable", "false"),
                Map.entry("web.cancel.enable", "false"))));
    return settings;
  }

  ClusterCalls calls() {
    return calls;
  }

  /**
   * Whether it can run nothing any more, and nothing brings it back: its task manager is gone or
   * does not come, or it does not answer.
   *
   * @throws EngineException if it does not answer, which may go by
   */
  boolean isBroken() {
    long now = System.nanoTime();
    boolean there;
    try {
      there = calls.taskManagers() > 0;
    } catch (EngineException e) {
      if (now - answeredNanos > LOST_NANOS) {
        return true;
      }
      throw e;
    }
    if (there) {
      complete = true;
      answeredNanos = now;
    } else if (complete) {
      return true;
    }
    return now - answeredNanos > LOST_NANOS;
  }

  /** Ends it with all that runs on it. */
  void close() {
    try {
      cluster.closeAsync().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      LOG.warn("Flink did not end in order", e);
    }
    calls.close();
  }
}
