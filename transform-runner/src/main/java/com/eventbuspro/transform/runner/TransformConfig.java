package com.eventbuspro.transform.runner;

import com.eventbuspro.dataplane.PlatformAccess;
import com.eventbuspro.dataplane.flink.FlinkAddress;
import com.eventbuspro.dataplane.metrics.MetricsEndpoint;
import com.eventbuspro.transform.http.Secret;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The settings of the transform-runner.
 *
 * @param platform how database, streams and lake are reached
 * @param http where the internal HTTP listens
 * @param secret what who asks there must know
 * @param checkpoints the folder of all checkpoints, in any file system that Flink knows
 * @param checkpointInterval how often each pipeline takes one; what a lake table lags by, too
 * @param maxParallelism the highest parallelism that a pipeline gets
 * @param embedded the cluster in this JVM
 * @param flinkAddress the REST endpoint of a Flink cluster that runs the pipelines in place of the
 *     one in this JVM, or null
 * @param webhooks which addresses webhooks may be at
 * @param metrics where Prometheus reads metrics
 */
public record TransformConfig(
    PlatformAccess platform,
    InetSocketAddress http,
    Secret secret,
    URI checkpoints,
    Duration checkpointInterval,
    int maxParallelism,
    Embedded embedded,
    @Nullable URI flinkAddress,
    Webhooks webhooks,
    MetricsEndpoint.Address metrics) {

  /**
   * The cluster in this JVM.
   *
   * @param slots how many subtasks run at once, over all pipelines
   * @param managedMegabytes memory for windows and sorts, over all slots
   * @param networkMegabytes memory for what travels between subtasks
   */
  public record Embedded(int slots, int managedMegabytes, int networkMegabytes) {
    public Embedded {
      check("EBP_TRANSFORM_SLOTS", slots, 1, 1024);
      check("EBP_TRANSFORM_MANAGED_MEGABYTES", managedMegabytes, slots, 65_536);
      check("EBP_TRANSFORM_NETWORK_MEGABYTES", networkMegabytes, 8, 16_384);
    }
  }

  /** Which addresses webhooks may be at. */
  public enum Webhooks {
    /** Public ones. */
    PUBLIC,
    /** Any, this machine and the networks behind it too. */
    ANYWHERE
  }

  public TransformConfig {
    if (flinkAddress != null) {
      FlinkAddress.checked("EBP_TRANSFORM_FLINK_ADDRESS", flinkAddress);
    }
    check("EBP_TRANSFORM_MAX_PARALLELISM", maxParallelism, 1, 128);
    check("EBP_TRANSFORM_CHECKPOINT_SECONDS", (int) checkpointInterval.toSeconds(), 1, 3600);
    if (checkpoints.getScheme() == null) {
      throw new IllegalArgumentException(
          "EBP_TRANSFORM_CHECKPOINTS must be a folder or a URI: " + checkpoints);
    }
  }

  /**
   * Reads the settings from environment variables.
   *
   * @throws IllegalArgumentException with everything that is wrong, a line each; a variable that
   *     starts with EBP_ and is not known is wrong too
   */
  public static TransformConfig from(Map<String, String> variables) {
    return new TransformSettings(variables).read();
  }

  private static void check(String setting, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          setting + " must be " + least + " to " + most + ": " + value);
    }
  }
}
