package com.eventbuspro.transform.engine;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Flink cluster of this JVM, reachable from this machine only. It is started with the first job,
 * and goes some time after the last one: a runner without pipelines costs next to nothing.
 */
public final class EmbeddedEngine implements Engine {
  /** For how long it stays when nothing runs on it: somebody may only be changing a pipeline. */
  public static final Duration KEEP_WARM = Duration.ofMinutes(5);

  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedEngine.class);

  private final Terms terms = new Terms();
  private final EmbeddedCluster.Size size;
  private final Duration keepWarm;
  private @Nullable EmbeddedCluster started;
  private @Nullable Long idleSinceNanos;
  private long submissions;
  private int submitting;
  private boolean closed;

  /**
   * Not started yet.
   *
   * @param slots how many subtasks run at once
   * @param managedMegabytes memory for windows and sorts, over all slots
   * @param networkMegabytes memory for what travels between subtasks
   * @param keepWarm for how long it stays when nothing runs on it
   */
  public EmbeddedEngine(int slots, int managedMegabytes, int networkMegabytes, Duration keepWarm) {
    this.size = new EmbeddedCluster.Size(slots, managedMegabytes, networkMegabytes);
    this.keepWarm = keepWarm;
  }

  @Override
  public boolean outlivesUs() {
    return false;
  }

  /** Whether there is a cluster at this moment. */
  public synchronized boolean isStarted() {
    return started != null;
  }

  @Override
  public Map<JobID, JobStatus> jobs() {
    EmbeddedCluster there = whatIsThere();
    return there == null ? Map.of() : there.calls().jobs();
  }

  /** Nobody else can reach the cluster. */
  @Override
  public boolean isOurs(JobID job) {
    return true;
  }

  @Override
  public int freeSlots() {
    EmbeddedCluster there = whatIsThere();
    return there == null ? size.slots() : there.calls().freeSlots();
  }

  @Override
  public void admit() {
    terms.begin();
  }

  @Override
  public long term() {
    return terms.number();
  }

  @Override
  public void submit(long term, StreamGraph graph, JobID id, Restore restore) {
    EmbeddedCluster there = beginSubmission(term);
    try {
      there.calls().submit(graph, id, restore);
    } finally {
      endSubmission();
    }
  }

  @Override
  public void stop(JobID job, String folder) {
    EmbeddedCluster there = whatIsThere();
    if (there != null) {
      there.calls().stop(job, folder);
    }
  }

  @Override
  public void cancel(JobID job) {
    EmbeddedCluster there = whatIsThere();
    if (there != null) {
      there.calls().cancel(job);
    }
  }

  @Override
  public Optional<JobFailure> failure(JobID job) {
    EmbeddedCluster there = whatIsThere();
    return there == null ? Optional.empty() : there.calls().failure(job);
  }

  @Override
  public Optional<JobFigures> figures(JobID job) {
    EmbeddedCluster there = whatIsThere();
    return there == null ? Optional.empty() : there.calls().figures(job);
  }

  /** Lets a cluster go that nothing runs on, and one that can run nothing any more. */
  @Override
  public void tidy() {
    EmbeddedCluster there;
    long seen;
    synchronized (this) {
      there = started;
      seen = submissions;
    }
    if (there == null) {
      return;
    }
    try {
      tidy(there, seen);
    } catch (EngineException e) {
      LOG.debug("Flink in this JVM does not say what it does", e);
    }
  }

  private void tidy(EmbeddedCluster there, long seen) {
    if (there.isBroken()) {
      if (takeAway(there)) {
        LOG.error("Flink in this JVM can run nothing any more; the jobs go on in a new cluster");
        there.close();
      }
      return;
    }
    boolean runs =
        there.calls().jobs().values().stream().anyMatch(job -> !job.isGloballyTerminalState());
    if (takeIdle(there, seen, runs)) {
      LOG.info("No job runs; Flink in this JVM is let go");
      there.close();
    }
  }

  /** Whether the cluster was idle for long enough; then it is nobody's any more. */
  private synchronized boolean takeIdle(EmbeddedCluster there, long seen, boolean runs) {
    // What was submitted since the jobs were asked for is not among them.
    if (there != started || runs || submitting > 0 || submissions != seen) {
      idleSinceNanos = null;
      return false;
    }
    long now = System.nanoTime();
    Long since = idleSinceNanos;
    if (since == null) {
      since = now;
      idleSinceNanos = now;
    }
    return now - since >= keepWarm.toNanos() && takeAway(there);
  }

  private synchronized boolean takeAway(EmbeddedCluster there) {
    if (there != started) {
      return false;
    }
    started = null;
    idleSinceNanos = null;
    return true;
  }

  @Override
  public Optional<String> trouble() {
    EmbeddedCluster there = whatIsThere();
    return there != null && there.isBroken()
        ? Optional.of("Flink in this JVM has no task manager")
        : Optional.empty();
  }

  @Override
  public synchronized void dropAll() {
    terms.end();
    EmbeddedCluster there = started;
    if (there != null && takeAway(there)) {
      there.close();
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    dropAll();
  }

  private synchronized @Nullable EmbeddedCluster whatIsThere() {
    return started;
  }

  /** Whoever was late must not start a cluster: nobody would end it. */
  private synchronized EmbeddedCluster beginSubmission(long term) {
    if (closed) {
      throw new EngineException("The runner ends", new IllegalStateException("closed"));
    }
    terms.require(term);
    EmbeddedCluster there = started;
    if (there == null) {
      there = EmbeddedCluster.start(size);
      started = there;
    }
    submissions++;
    submitting++;
    return there;
  }

  private synchronized void endSubmission() {
    submitting--;
  }
}
