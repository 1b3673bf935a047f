package com.eventbuspro.transform.engine;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.client.program.ClusterClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.client.JobStatusMessage;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.util.ParameterTool;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is asked of a cluster that is there, the same whichever it is. */
final class ClusterCalls {
  private static final Logger LOG = LoggerFactory.getLogger(ClusterCalls.class);
  private static final Duration PATIENCE = Duration.ofSeconds(15);
  // Uploads the program, where the cluster does not have it.
  private static final Duration SUBMIT_PATIENCE = Duration.ofMinutes(3);

  // A cluster may list what was true that long ago.
  private static final long STALE_NANOS = Duration.ofSeconds(5).toNanos();

  private final ClusterClient<?> client;
  private final RestView rest;
  private final List<Path> jars;
  private final String mark;
  private final Map<JobID, JobFailure> failures = new ConcurrentHashMap<>();
  private final Map<JobID, Long> submitted = new ConcurrentHashMap<>();
  private final Set<JobID> late = ConcurrentHashMap.newKeySet();
  private final Map<JobID, CompletableFuture<String>> stops = new ConcurrentHashMap<>();

  /**
   * @param rest the cluster's REST endpoint
   * @param jars what the cluster needs besides Flink
   * @param mark by which jobs that were submitted here are known
   */
  ClusterCalls(ClusterClient<?> client, URI rest, List<Path> jars, String mark) {
    this.mark = mark;
    this.client = client;
    this.rest = new RestView(rest);
    this.jars = List.copyOf(jars);
  }

  Map<JobID, JobStatus> jobs() {
    Map<JobID, JobStatus> jobs = new HashMap<>();
    for (JobStatusMessage job : await("list its jobs", PATIENCE, () -> client.listJobs())) {
      jobs.put(job.getJobId(), job.getJobState());
    }
    failures.keySet().retainAll(jobs.keySet());
    stops.keySet().retainAll(jobs.keySet());
    long now = System.nanoTime();
    submitted.values().removeIf(since -> now - since > STALE_NANOS);
    submitted.keySet().forEach(job -> jobs.putIfAbsent(job, JobStatus.INITIALIZING));
    return jobs;
  }

  int freeSlots() {
    return rest.freeSlots();
  }

  /** Whether a job was submitted by a program with our mark. */
  boolean isMarked(JobID job) {
    return rest.mark(job).filter(mark::equals).isPresent();
  }

  int taskManagers() {
    return rest.taskManagers();
  }

  void submit(StreamGraph graph, JobID id, Restore restore) {
    graph
        .getExecutionConfig()
        .setGlobalJobParameters(ParameterTool.fromMap(Map.of(RestView.MARK, mark)));
    JobGraph job = graph.getJobGraph(ClusterCalls.class.getClassLoader(), id);
    job.setSavepointRestoreSettings(restore.settings());
    jars.forEach(jar -> job.addJar(new org.apache.flink.core.fs.Path(jar.toUri())));
    late.remove(id);
    try {
      var unused = await("take the job " + id, SUBMIT_PATIENCE, () -> submitted(job));
    } catch (EngineException e) {
      if (!jobs().containsKey(id)) {
        late.add(id);
        throw e.asRefusal();
      }
      LOG.info("The job {} is there already", id);
    }
    submitted.put(id, System.nanoTime());
  }

  /** What Flink takes only after we gave up is ended: nobody may have it on record any more. */
  private CompletableFuture<JobID> submitted(JobGraph job) {
    CompletableFuture<JobID> taken = client.submitJob(job);
    var unusedEnd =
        taken.thenAccept(
            id -> {
              if (late.remove(id)) {
                LOG.warn("Flink took the job {} too late; it ends", id);
                var unused = client.cancel(id);
              }
            });
    return taken;
  }

  void stop(JobID job, String folder) {
    CompletableFuture<String> asked = stops.get(job);
    if (asked != null && !asked.isDone()) {
      return;
    }
    stops.put(
        job,
        client
            .stopWithSavepoint(job, false, folder, SavepointFormatType.NATIVE)
            .whenComplete((path, e) -> stopped(job, e)));
  }

  private static void stopped(JobID job, @Nullable Throwable e) {
    if (e == null) {
      LOG.info("The job {} ended with a savepoint", job);
    } else {
      LOG.warn("The job {} was to end with a savepoint, and did not", job, e);
    }
  }

  void cancel(JobID job) {
    JobStatus status = jobs().get(job);
    if (status == null || status.isGloballyTerminalState()) {
      return;
    }
    var unused = await("cancel the job " + job, PATIENCE, () -> client.cancel(job));
  }

  /** What the REST endpoint tells is some seconds old; what a job ended with is not. */
  Optional<JobFailure> failure(JobID job) {
    JobFailure known = failures.get(job);
    if (known != null) {
      return Optional.of(known);
    }
    JobStatus status = jobs().get(job);
    if (status == null || !status.isGloballyTerminalState()) {
      return status == null ? Optional.empty() : rest.failure(job);
    }
    Optional<JobFailure> failure =
        await("say how the job " + job + " ended", PATIENCE, () -> client.requestJobResult(job))
            .getSerializedThrowable()
            .map(thrown -> new JobFailure(thrown.getFullStringifiedStackTrace(), Instant.now()));
    failure.ifPresent(why -> failures.put(job, why));
    return failure;
  }

  Optional<JobFigures> figures(JobID job) {
    return rest.figures(job);
  }

  void close() {
    client.close();
  }

  /** Something that is asked and answered later. */
  private interface Question<T> {
    CompletableFuture<T> ask() throws Exception;
  }

  private static <T> T await(String what, Duration patience, Question<T> question) {
    try {
      return question.ask().get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EngineException("Interrupted while asking Flink to " + what, e);
    } catch (ExecutionException e) {
      throw new EngineException("Flink does not " + what, e.getCause());
    } catch (TimeoutException e) {
      throw new EngineException("Flink does not answer when asked to " + what, e);
    } catch (Exception e) {
      throw new EngineException("Flink cannot be asked to " + what, e);
    }
  }
}
