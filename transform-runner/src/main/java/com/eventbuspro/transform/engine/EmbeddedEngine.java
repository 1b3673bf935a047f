package com.eventbuspro.transform.engine;

import com.eventbuspro.dataplane.flink.EmbeddedFlink;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.client.program.MiniClusterClient;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Flink cluster of this JVM, reachable from this machine only. It is started with the first job:
 * a runner without pipelines costs next to nothing.
 */
public final class EmbeddedEngine implements Engine {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedEngine.class);
  private static final long CLOSE_PATIENCE_SECONDS = 20;

  private final Configuration settings;
  private final int slots;
  private @Nullable Started started;
  private boolean closed;

  private record Started(MiniCluster cluster, ClusterCalls calls) {}

  /**
   * Not started yet.
   *
   * @param slots how many subtasks run at once
   * @param managedMegabytes memory for windows and sorts, over all slots
   * @param networkMegabytes memory for what travels between subtasks
   */
  public EmbeddedEngine(int slots, int managedMegabytes, int networkMegabytes) {
    this.slots = slots;
    this.settings = EmbeddedFlink.settings();
    settings.addAll(
        Configuration.fromMap(
            Map.of(
                "rest.bind-port",
                "0",
                "taskmanager.numberOfTaskSlots",
                Integer.toString(slots),
                "taskmanager.memory.managed.size",
                managedMegabytes + "m",
                "taskmanager.memory.network.min",
                networkMegabytes + "m",
                "taskmanager.memory.network.max",
                networkMegabytes + "m",
                "metrics.fetcher.update-interval",
                "2000",
                "web.submit.enable",
                "false",
                "web.cancel.enable",
                "false")));
  }

  @Override
  public boolean outlivesUs() {
    return false;
  }

  @Override
  public Map<JobID, JobStatus> jobs() {
    Started there = whatIsThere();
    return there == null ? Map.of() : there.calls().jobs();
  }

  @Override
  public int freeSlots() {
    Started there = whatIsThere();
    return there == null ? slots : there.calls().freeSlots();
  }

  @Override
  public void submit(StreamGraph graph, JobID id, Restore restore) {
    ensureStarted().calls().submit(graph, id, restore);
  }

  @Override
  public void stop(JobID job, String folder) {
    Started there = whatIsThere();
    if (there != null) {
      there.calls().stop(job, folder);
    }
  }

  @Override
  public void cancel(JobID job) {
    Started there = whatIsThere();
    if (there != null) {
      there.calls().cancel(job);
    }
  }

  @Override
  public Optional<JobFailure> failure(JobID job) {
    Started there = whatIsThere();
    return there == null ? Optional.empty() : there.calls().failure(job);
  }

  @Override
  public Optional<JobFigures> figures(JobID job) {
    Started there = whatIsThere();
    return there == null ? Optional.empty() : there.calls().figures(job);
  }

  @Override
  public synchronized void dropAll() {
    Started there = started;
    started = null;
    if (there != null) {
      end(there);
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    dropAll();
  }

  private synchronized @Nullable Started whatIsThere() {
    return started;
  }

  private synchronized Started ensureStarted() {
    if (closed) {
      throw new EngineException("The runner ends", new IllegalStateException("closed"));
    }
    Started there = started;
    if (there == null) {
      there = start();
      started = there;
    }
    return there;
  }

  private Started start() {
    EmbeddedFlink.wakeActorsSeldom();
    MiniCluster cluster =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(settings)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(slots)
                .build());
    try {
      cluster.start();
      URI rest = cluster.getRestAddress().get(CLOSE_PATIENCE_SECONDS, TimeUnit.SECONDS);
      LOG.info("Flink runs in this JVM with {} slots", slots);
      return new Started(
          cluster, new ClusterCalls(new MiniClusterClient(settings, cluster), rest, List.of()));
    } catch (Exception e) {
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      var unused = cluster.closeAsync();
      throw new EngineException("Flink cannot be started in this JVM", e);
    }
  }

  private static void end(Started there) {
    CompletableFuture<Void> closing = there.cluster().closeAsync();
    try {
      closing.get(CLOSE_PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      LOG.warn("Flink did not end in order", e);
    }
    there.calls().close();
  }
}
