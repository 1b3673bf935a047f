package com.eventbuspro.transform.job;

import java.util.Objects;
import org.apache.flink.streaming.api.graph.StreamGraph;

/**
 * A job, ready to be submitted.
 *
 * @param graph for Flink; its name is the pipeline's
 * @param fingerprint of the part of the plan that has state and all that leads there: where it is
 *     equal, one job may go on from the other's state
 */
public record BuiltJob(StreamGraph graph, String fingerprint) {
  public BuiltJob {
    Objects.requireNonNull(graph, "graph");
    Objects.requireNonNull(fingerprint, "fingerprint");
  }
}
