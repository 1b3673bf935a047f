package com.eventbuspro.transform.life;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.apache.flink.configuration.Configuration;

/** How every pipeline's job runs, wherever it does. */
final class FlinkJobSettings {
  /** About ten minutes of trying, then it is said that the pipeline fails. */
  private static final String RESTARTS = "12";

  private FlinkJobSettings() {}

  static Configuration of(URI checkpoints, Duration interval) {
    return Configuration.fromMap(
        Map.ofEntries(
            Map.entry("execution.checkpointing.storage", "filesystem"),
            Map.entry("execution.checkpointing.dir", checkpoints.toString()),
            Map.entry("execution.checkpointing.interval", interval.toMillis() + " ms"),
            Map.entry("execution.checkpointing.min-pause", interval.toMillis() / 2 + " ms"),
            Map.entry("execution.checkpointing.timeout", "10 min"),
            Map.entry("execution.checkpointing.tolerable-failed-checkpoints", "3"),
            // Whatever becomes of a job: its checkpoints are what the next one goes on from.
            Map.entry(
                "execution.checkpointing.externalized-checkpoint-retention",
                "RETAIN_ON_CANCELLATION"),
            Map.entry("state.backend.type", "hashmap"),
            Map.entry("restart-strategy.type", "exponential-delay"),
            Map.entry("restart-strategy.exponential-delay.initial-backoff", "1 s"),
            Map.entry("restart-strategy.exponential-delay.max-backoff", "1 min"),
            Map.entry("restart-strategy.exponential-delay.jitter-factor", "0.1"),
            Map.entry("restart-strategy.exponential-delay.reset-backoff-threshold", "10 min"),
            Map.entry(
                "restart-strategy.exponential-delay.attempts-before-reset-backoff", RESTARTS)));
  }
}
