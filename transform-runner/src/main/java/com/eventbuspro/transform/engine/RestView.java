package com.eventbuspro.transform.engine;

import com.eventbuspro.dataplane.flink.FlinkRest;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.api.common.JobID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What Flink's REST endpoint tells of jobs. */
final class RestView {
  /** The parameter of a job that says who submitted it. */
  static final String MARK = "event-bus.runner";

  private static final long IDS_LIFE_NANOS = Duration.ofSeconds(10).toNanos();

  private final URI address;
  private final FlinkRest rest;
  private final Map<String, Ids> ids = new ConcurrentHashMap<>();

  /**
   * Metrics that were asked for last.
   *
   * @param settled whether there were the same the time before: a job registers them one by one
   */
  private record Ids(List<String> wanted, boolean settled, long atNanos) {}

  RestView(URI address) {
    this.address = address;
    this.rest = new FlinkRest(address);
  }

  int freeSlots() {
    return overview("slots-available");
  }

  int taskManagers() {
    return overview("taskmanagers");
  }

  private int overview(String what) {
    return get("/overview").map(overview -> overview.path(what).asInt(0)).orElse(0);
  }

  /** The mark of a job; nothing if it has none, or is gone. */
  Optional<String> mark(JobID job) {
    return get("/jobs/" + job + "/config")
        .map(answer -> answer.path("execution-config").path("user-config").path(MARK).asString(""))
        .filter(mark -> !mark.isEmpty());
  }

  Optional<JobFailure> failure(JobID job) {
    return get("/jobs/" + job + "/exceptions")
        .map(answer -> answer.path("exceptionHistory").path("entries").path(0))
        .filter(entry -> entry.has("stacktrace"))
        .map(
            entry ->
                new JobFailure(
                    entry.path("stacktrace").asString(),
                    Instant.ofEpochMilli(entry.path("timestamp").asLong(0))));
  }

  Optional<JobFigures> figures(JobID job) {
    Optional<JsonNode> found = get("/jobs/" + job);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    OperatorFigures operators = new OperatorFigures();
    boolean running = found.get().path("state").asString("").equals("RUNNING");
    for (JsonNode vertex : found.get().path("vertices")) {
      running &= vertex.path("status").asString("").equals("RUNNING");
      operators.add(metrics(job, vertex.path("id").asString()));
    }
    return Optional.of(operators.figures(running, restarts(job), checkpoint(job)));
  }

  private List<OperatorFigures.Metric> metrics(JobID job, String vertex) {
    String path = "/jobs/" + job + "/vertices/" + vertex + "/subtasks/metrics";
    List<String> wanted = wanted(job, path);
    List<OperatorFigures.Metric> metrics = new ArrayList<>();
    if (!wanted.isEmpty()) {
      String query = "?get=" + String.join(",", wanted.stream().map(RestView::encoded).toList());
      for (JsonNode metric : get(path + query).orElseThrow(() -> gone(job))) {
        metrics.add(
            new OperatorFigures.Metric(
                metric.path("id").asString(),
                metric.path("min").asDouble(Double.NaN),
                metric.path("max").asDouble(Double.NaN),
                metric.path("sum").asDouble(Double.NaN)));
      }
    }
    return metrics;
  }

  /** Which metrics there are changes seldom, once a job has registered them all. */
  private List<String> wanted(JobID job, String path) {
    long now = System.nanoTime();
    ids.values().removeIf(known -> now - known.atNanos() > IDS_LIFE_NANOS);
    Ids known = ids.get(path);
    if (known != null && known.settled()) {
      return known.wanted();
    }
    List<String> wanted = new ArrayList<>();
    for (JsonNode metric : get(path).orElseThrow(() -> gone(job))) {
      String id = metric.path("id").asString();
      if (OperatorFigures.isWanted(id)) {
        wanted.add(id);
      }
    }
    Collections.sort(wanted);
    boolean settled = known != null && !wanted.isEmpty() && known.wanted().equals(wanted);
    ids.put(path, new Ids(List.copyOf(wanted), settled, now));
    return wanted;
  }

  private @Nullable Integer restarts(JobID job) {
    JsonNode metric =
        get("/jobs/" + job + "/metrics?get=numRestarts").orElseThrow(() -> gone(job)).path(0);
    return metric.has("value") ? Integer.valueOf(metric.path("value").asInt(0)) : null;
  }

  private JobFigures.@Nullable Checkpoint checkpoint(JobID job) {
    JsonNode latest =
        get("/jobs/" + job + "/checkpoints")
            .orElseThrow(() -> gone(job))
            .path("latest")
            .path("completed");
    return latest.has("id")
        ? new JobFigures.Checkpoint(
            latest.path("external_path").asString(null),
            latest.path("state_size").asLong(0),
            Instant.ofEpochMilli(latest.path("trigger_timestamp").asLong(0)),
            Instant.ofEpochMilli(latest.path("latest_ack_timestamp").asLong(0)))
        : null;
  }

  private Optional<JsonNode> get(String path) {
    try {
      return rest.get(path);
    } catch (IOException e) {
      throw new EngineException("The Flink cluster at " + address + " does not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EngineException("Interrupted while asking Flink", e);
    }
  }

  private static EngineException gone(JobID job) {
    return new EngineException(
        "The job " + job + " is gone", new IllegalStateException("not found"));
  }

  private static String encoded(String id) {
    return URLEncoder.encode(id, StandardCharsets.UTF_8);
  }
}
