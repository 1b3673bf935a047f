package com.eventbuspro.provisioner;

import com.eventbuspro.provisioner.engine.ResourceType;
import com.eventbuspro.provisioner.engine.RunObserver;
import com.eventbuspro.provisioner.engine.Verdict;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import org.jspecify.annotations.Nullable;

/** Counts runs by kind and verdict, changes by action, and what was put off for AWS's rates. */
final class ProvisionerMetrics implements RunObserver {
  private final Counter runs;
  private final Counter changes;
  private final Counter throttled;

  ProvisionerMetrics(PrometheusRegistry registry) {
    runs =
        Counter.builder()
            .name("event_bus_provisioner_runs_total")
            .help("Runs by kind of resource and verdict")
            .labelNames("kind", "verdict")
            .register(registry);
    changes =
        Counter.builder()
            .name("event_bus_provisioner_changes_total")
            .help("Changes made in AWS and the lake, as the audit trail calls them")
            .labelNames("action")
            .register(registry);
    throttled =
        Counter.builder()
            .name("event_bus_provisioner_throttled_total")
            .help("Runs put off within AWS's rate limits, by ourselves or by AWS")
            .labelNames("kind")
            .register(registry);
  }

  @Override
  public void ended(ResourceType kind, Verdict verdict, @Nullable String change) {
    runs.labelValues(kind.word(), word(verdict)).inc();
    if (change != null) {
      changes.labelValues(change).inc();
    }
    if (isThrottled(verdict)) {
      throttled.labelValues(kind.word()).inc();
    }
  }

  private static String word(Verdict verdict) {
    if (verdict instanceof Verdict.Settled) {
      return "settled";
    }
    if (verdict instanceof Verdict.Waiting) {
      return "waiting";
    }
    return verdict instanceof Verdict.Failed ? "failed" : "blocked";
  }

  private static boolean isThrottled(Verdict verdict) {
    if (verdict instanceof Verdict.Waiting waiting) {
      return waiting.why().reason().equals("RateLimited");
    }
    return verdict instanceof Verdict.Failed failed && failed.why().reason().equals("Throttled");
  }
}
