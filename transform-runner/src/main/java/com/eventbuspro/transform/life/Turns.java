package com.eventbuspro.transform.life;

import com.eventbuspro.dataplane.Backoff;
import com.eventbuspro.dataplane.Daemons;
import com.eventbuspro.model.pipeline.PipelineName;
import com.eventbuspro.transform.engine.EngineException;
import com.eventbuspro.transform.store.LeaseLostException;
import com.eventbuspro.transform.store.Phase;
import com.eventbuspro.transform.store.StoreException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives every pipeline its turn: when something else is wanted of it, when its job ended, when what
 * it waits for may be there. A few threads do what is due, a pipeline at a time each.
 */
final class Turns implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Turns.class);
  private static final int THREADS = 4;
  private static final long CLOSE_PATIENCE_SECONDS = 5;

  private final Kit kit;
  private final long askNanos;
  private final Map<PipelineName, Turn> turns = new ConcurrentHashMap<>();
  private final ExecutorService workers =
      Executors.newFixedThreadPool(THREADS, Daemons.named("pipelines"));
  private long askedNanos;
  private boolean asked;
  private volatile boolean known;

  /**
   * @param ask how often to ask what is wanted
   */
  Turns(Kit kit, Duration ask) {
    this.kit = kit;
    this.askNanos = ask.toNanos();
  }

  /** Looks whose turn it is; by one thread. */
  void look() {
    long now = System.nanoTime();
    if (!asked || now - askedNanos >= askNanos) {
      asked = true;
      askedNanos = now;
      askWhatIsWanted();
      lookForLostJobs();
    }
    turns.values().stream()
        .filter(turn -> turn.isDue(now))
        .forEach(turn -> workers.execute(() -> take(turn)));
  }

  /** How pipelines are, as they were seen at their last turn. */
  List<Reporter.Look> looks() {
    List<Reporter.Look> looks = new ArrayList<>();
    for (Turn turn : turns.values()) {
      Situation seen = turn.keeper().seen();
      if (seen != null) {
        looks.add(new Reporter.Look(seen, turn.verdict()));
      }
    }
    return looks;
  }

  /** Whether there certainly is no such pipeline any more. */
  boolean isGone(PipelineName pipeline) {
    return known && !turns.containsKey(pipeline);
  }

  /** Forgets everything; what is under way comes to an end. */
  void clear() {
    known = false;
    turns.clear();
  }

  private void askWhatIsWanted() {
    Map<PipelineName, Long> generations;
    try {
      generations = kit.pipelines().generations();
    } catch (StoreException e) {
      // Whoever renews the lease says so.
      return;
    }
    generations.forEach(
        (name, generation) ->
            turns.computeIfAbsent(name, n -> new Turn(new Keeper(n, kit))).wanted(generation));
    turns.values().removeIf(turn -> !generations.containsKey(turn.keeper().pipeline()));
    known = true;
  }

  /** A job that ended by itself is seen here, once for all pipelines. */
  private void lookForLostJobs() {
    List<Turn> settled = turns.values().stream().filter(Turn::isSettled).toList();
    if (settled.isEmpty()) {
      return;
    }
    try {
      Map<JobID, JobStatus> jobs = kit.engine().jobs();
      for (Turn turn : settled) {
        Situation seen = turn.keeper().seen();
        if (seen != null && !seen.isTrueOf(jobs)) {
          turn.hurry();
        }
      }
    } catch (EngineException e) {
      settled.forEach(Turn::hurry);
    }
  }

  private void take(Turn turn) {
    if (workers.isShutdown()) {
      return;
    }
    try {
      turn.done(turn.keeper().step());
    } catch (LeaseLostException e) {
      turn.done(
          Verdict.waiting(Verdict.LATER, Phase.WAITING, "NoLease", "Another runner acts on it"));
    } catch (RuntimeException e) {
      failed(turn, e);
    } catch (Error e) {
      LOG.error("A step of {} broke", turn.keeper().pipeline(), e);
      failed(turn, new IllegalStateException(e));
    }
  }

  private void failed(Turn turn, RuntimeException e) {
    int failures = turn.failures() + 1;
    if (workers.isShutdown()) {
      LOG.debug("A step of {} was given up at the end", turn.keeper().pipeline(), e);
    } else if (failures == 1) {
      LOG.warn("A step of {} failed; it is tried again", turn.keeper().pipeline(), e);
    } else {
      LOG.warn(
          "A step of {} failed {} times: {}", turn.keeper().pipeline(), failures, e.toString());
    }
    turn.failed(new Verdict.Waiting(Backoff.after(failures), Failures.standing(e, failures)));
  }

  @Override
  public void close() {
    workers.shutdownNow();
    try {
      var unused = workers.awaitTermination(CLOSE_PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
