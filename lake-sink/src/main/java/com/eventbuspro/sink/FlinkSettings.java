package com.eventbuspro.sink;

import java.util.Map;
import org.apache.flink.configuration.Configuration;

/** How Flink is set up: small, bound to loopback, restarting without end, no checkpoints. */
final class FlinkSettings {
  private FlinkSettings() {}

  static Configuration embedded(LakeSinkConfig config) {
    return Configuration.fromMap(
        Map.ofEntries(
            Map.entry("rest.bind-address", "127.0.0.1"),
            Map.entry("jobmanager.bind-host", "127.0.0.1"),
            Map.entry("taskmanager.bind-host", "127.0.0.1"),
            Map.entry("taskmanager.numberOfTaskSlots", Integer.toString(config.parallelism())),
            Map.entry("taskmanager.memory.managed.size", "1m"),
            Map.entry("taskmanager.memory.network.min", "4m"),
            Map.entry("taskmanager.memory.network.max", "4m"),
            Map.entry("security.delegation.tokens.enabled", "false"),
            // Chained operators share objects: a batch is handed on, never copied.
            Map.entry("pipeline.object-reuse", "true"),
            Map.entry("restart-strategy.type", "exponential-delay"),
            Map.entry("restart-strategy.exponential-delay.initial-backoff", "1 s"),
            Map.entry("restart-strategy.exponential-delay.max-backoff", "30 s"),
            Map.entry(
                "restart-strategy.exponential-delay.attempts-before-reset-backoff", "2147483647")));
  }
}
