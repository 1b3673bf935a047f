package com.eventbuspro.transform.preview;

import com.eventbuspro.dataplane.Daemons;
import com.eventbuspro.dataplane.flink.EmbeddedFlink;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The Flink cluster for previews: there from the first on until none came for a while. */
final class PreviewCluster implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PreviewCluster.class);
  private static final long CLOSE_PATIENCE_SECONDS = 20;

  private final PreviewLimits limits;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(Daemons.named("preview-cluster"));
  private @Nullable MiniCluster cluster;
  private @Nullable ScheduledFuture<?> going;
  private int users;
  private boolean closed;

  PreviewCluster(PreviewLimits limits) {
    this.limits = limits;
  }

  /** The running cluster; {@link #release} it. */
  synchronized MiniCluster acquire() throws Exception {
    if (closed) {
      throw new IllegalStateException("The transform-runner is stopping");
    }
    if (going != null) {
      going.cancel(false);
      going = null;
    }
    MiniCluster running = cluster;
    if (running == null) {
      running = start();
      cluster = running;
    }
    users++;
    return running;
  }

  synchronized void release() {
    users--;
    if (users == 0 && !closed) {
      going = clock.schedule(this::goIfIdle, limits.keepWarm().toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  /** Does without a cluster that does not do what it is told; the next preview gets another. */
  void discard(MiniCluster broken) {
    synchronized (this) {
      if (cluster != broken) {
        return;
      }
      cluster = null;
    }
    LOG.warn("A preview does not end; its cluster is given up");
    var unused = broken.closeAsync();
  }

  synchronized boolean isRunning() {
    return cluster != null;
  }

  private void goIfIdle() {
    MiniCluster idle;
    synchronized (this) {
      if (users > 0) {
        return;
      }
      idle = cluster;
      cluster = null;
      going = null;
    }
    if (idle != null) {
      LOG.info("Nobody previews; the cluster for it is let go");
      end(idle);
    }
  }

  private MiniCluster start() throws Exception {
    EmbeddedFlink.wakeActorsSeldom();
    MiniCluster made =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(settings())
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(limits.slots())
                .build());
    made.start();
    return made;
  }

  private Configuration settings() {
    Configuration settings = EmbeddedFlink.settings();
    settings.addAll(
        Configuration.fromMap(
            Map.of(
                "rest.bind-port",
                "0",
                "rest.port",
                "0",
                "web.submit.enable",
                "false",
                "web.cancel.enable",
                "false",
                "taskmanager.numberOfTaskSlots",
                Integer.toString(limits.slots()),
                "taskmanager.memory.managed.size",
                limits.managedMegabytes() + "m",
                "taskmanager.memory.network.min",
                "32m",
                "taskmanager.memory.network.max",
                "32m",
                "jobstore.max-capacity",
                "5",
                // A task that does not end must not take the JVM along.
                "task.cancellation.timeout",
                "0")));
    return settings;
  }

  private static void end(MiniCluster cluster) {
    try {
      cluster.closeAsync().get(CLOSE_PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      LOG.warn("The cluster for previews did not end in order", e);
    }
  }

  @Override
  public void close() {
    MiniCluster running;
    synchronized (this) {
      closed = true;
      running = cluster;
      cluster = null;
    }
    clock.shutdownNow();
    if (running != null) {
      end(running);
    }
  }
}
