package com.eventbuspro.transform.life;

import static org.awaitility.Awaitility.await;

import com.eventbuspro.transform.engine.Engine;
import com.eventbuspro.transform.engine.JobFailure;
import com.eventbuspro.transform.engine.JobFigures;
import com.eventbuspro.transform.engine.Restore;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.streaming.api.graph.StreamGraph;

/**
 * The Flink cluster that all tests share, as a runner sees one: either as that of its own JVM, with
 * its own jobs only, which end with it, or as one elsewhere, whose jobs go on.
 */
final class BorrowedEngine implements Engine {
  private final Engine shared;
  private final int slots;
  private final Kind kind;
  private final Set<JobID> own = ConcurrentHashMap.newKeySet();
  private boolean closed;

  /** Where the cluster is. */
  enum Kind {
    /** In the runner's JVM. */
    EMBEDDED,
    /** Elsewhere. */
    REMOTE
  }

  BorrowedEngine(Engine shared, int slots, Kind kind) {
    this.shared = shared;
    this.slots = slots;
    this.kind = kind;
  }

  @Override
  public boolean outlivesUs() {
    return kind == Kind.REMOTE;
  }

  @Override
  public Map<JobID, JobStatus> jobs() {
    Map<JobID, JobStatus> jobs = new HashMap<>(shared.jobs());
    if (kind == Kind.EMBEDDED) {
      jobs.keySet().retainAll(own);
    }
    return jobs;
  }

  @Override
  public boolean isOurs(JobID job) {
    return own.contains(job);
  }

  @Override
  public int freeSlots() {
    return slots
        - (int) jobs().values().stream().filter(job -> !job.isGloballyTerminalState()).count();
  }

  @Override
  public void admit() {
    shared.admit();
  }

  @Override
  public long term() {
    return shared.term();
  }

  @Override
  public Optional<String> trouble() {
    return shared.trouble();
  }

  @Override
  public synchronized void submit(long term, StreamGraph graph, JobID id, Restore restore) {
    if (closed) {
      throw new IllegalStateException("The runner is dead");
    }
    own.add(id);
    shared.submit(term, graph, id, restore);
  }

  @Override
  public void stop(JobID job, String folder) {
    shared.stop(job, folder);
  }

  @Override
  public void cancel(JobID job) {
    shared.cancel(job);
  }

  @Override
  public Optional<JobFailure> failure(JobID job) {
    return shared.failure(job);
  }

  @Override
  public Optional<JobFigures> figures(JobID job) {
    return shared.figures(job);
  }

  @Override
  public void tidy() {}

  @Override
  public synchronized void dropAll() {
    if (kind == Kind.EMBEDDED) {
      endOwn();
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    dropAll();
  }

  /** Ends all that was submitted here, wherever the cluster is. */
  synchronized void endOwn() {
    own.forEach(shared::cancel);
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> {
              Map<JobID, JobStatus> jobs = shared.jobs();
              return own.stream()
                  .map(jobs::get)
                  .allMatch(job -> job == null || job.isGloballyTerminalState());
            });
    own.clear();
  }
}
