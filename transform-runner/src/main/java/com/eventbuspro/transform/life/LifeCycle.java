package com.eventbuspro.transform.life;

import com.eventbuspro.dataplane.Backoff;
import com.eventbuspro.dataplane.Daemons;
import com.eventbuspro.model.pipeline.PipelineName;
import com.eventbuspro.transform.engine.Engine;
import com.eventbuspro.transform.engine.EngineException;
import com.eventbuspro.transform.job.JobOutput;
import com.eventbuspro.transform.job.PipelineJobs;
import com.eventbuspro.transform.source.LakeAccess;
import com.eventbuspro.transform.store.Comparisons;
import com.eventbuspro.transform.store.Lease;
import com.eventbuspro.transform.store.LeaseLostException;
import com.eventbuspro.transform.store.Phase;
import com.eventbuspro.transform.store.Pipelines;
import com.eventbuspro.transform.store.ProcessName;
import com.eventbuspro.transform.store.Run;
import com.eventbuspro.transform.store.Runs;
import com.eventbuspro.transform.store.Status;
import com.eventbuspro.transform.store.Statuses;
import com.eventbuspro.transform.store.StoreException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps all pipelines as they are wanted, as long as it holds the lease. One thread looks what is
 * due, a few do it, a pipeline at a time each; one more says how things are. A pipeline's trouble
 * delays that pipeline alone.
 */
public final class LifeCycle implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LifeCycle.class);
  private static final Duration TICK = Duration.ofMillis(250);
  private static final Duration ASK_WHAT_IS_WANTED = Duration.ofSeconds(1);
  private static final Duration REPORT = Duration.ofSeconds(2);
  private static final int THREADS = 4;

  /**
   * How it is set up.
   *
   * @param checkpoints the folder of all checkpoints
   * @param checkpointInterval how often each pipeline takes one
   * @param maxParallelism the highest parallelism that a pipeline gets
   * @param reach which addresses webhooks may be at
   * @param leaseLife for how long the lease is had without being renewed: how long pipelines go on
   *     without the database, and how long a dead machine's pipelines wait for another
   */
  public record Settings(
      URI checkpoints,
      Duration checkpointInterval,
      int maxParallelism,
      JobOutput.Reach reach,
      Duration leaseLife) {}

  private final Engine engine;
  private final Lease lease;
  private final Duration leaseLife;
  private final Kit kit;
  private final Clock clock;
  private final Map<PipelineName, Turn> turns = new ConcurrentHashMap<>();
  private final ScheduledExecutorService clockwork =
      Executors.newScheduledThreadPool(3, Daemons.named("life-cycle"));
  private final ExecutorService workers =
      Executors.newFixedThreadPool(THREADS, Daemons.named("pipelines"));
  private final ExecutorService aftercare =
      Executors.newSingleThreadExecutor(Daemons.named("aftercare"));
  private final PipelineMetrics metrics = new PipelineMetrics();
  private Reporter reporter;
  private long askedNanos;
  private boolean silent;
  private volatile boolean acting;
  private volatile long databaseAnsweredNanos = System.nanoTime();

  private LifeCycle(Settings settings, Kit kit, Lease lease, Clock clock) {
    this.engine = kit.engine();
    this.lease = lease;
    this.leaseLife = settings.leaseLife();
    this.kit = kit;
    this.clock = clock;
    this.reporter = new Reporter(kit, clock, aftercare);
  }

  /** Begins, as soon as the lease can be had. */
  public static LifeCycle start(
      Settings settings,
      DataSource database,
      Engine engine,
      PipelineJobs jobs,
      LakeAccess lake,
      Clock clock) {
    return start(
        settings,
        database,
        engine,
        Jobs.of(jobs, FlinkJobSettings.of(settings.checkpoints(), settings.checkpointInterval())),
        lake,
        clock);
  }

  static LifeCycle start(
      Settings settings,
      DataSource database,
      Engine engine,
      Jobs jobs,
      LakeAccess lake,
      Clock clock) {
    Lease lease = new Lease(database, ProcessName.unique(), settings.leaseLife());
    Pipelines pipelines = new Pipelines(database);
    Kit kit =
        new Kit(
            pipelines,
            new Runs(database, lease),
            new Statuses(database, lease),
            new Comparisons(database, lease),
            engine,
            jobs,
            new Specs(pipelines, settings.reach(), settings.maxParallelism()),
            new Slots(engine),
            new Checkpoints(settings.checkpoints()),
            new ResultTables(lake));
    LifeCycle life = new LifeCycle(settings, kit, lease, clock);
    life.begin();
    return life;
  }

  private void begin() {
    every(leaseLife.dividedBy(10), "The lease", this::renew);
    every(TICK, "A look at the pipelines", this::tick);
    every(REPORT, "A report", this::report);
  }

  private void every(Duration pause, String what, Runnable work) {
    var unused =
        clockwork.scheduleWithFixedDelay(
            guarded(what, work), 0, pause.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Why the life cycle cannot go on, if it cannot. */
  public Optional<String> trouble() {
    long silence = System.nanoTime() - databaseAnsweredNanos;
    return silence > leaseLife.toNanos() / 2
        ? Optional.of("The database has not answered for a while")
        : Optional.empty();
  }

  /** What Prometheus reads. */
  public PipelineMetrics metrics() {
    return metrics;
  }

  private void renew() {
    try {
      var unused = lease.renew();
      databaseAnsweredNanos = System.nanoTime();
      silent = false;
    } catch (StoreException e) {
      if (!silent) {
        LOG.warn("The lease cannot be renewed; the pipelines go on for as long as it lasts", e);
      }
      silent = true;
    }
    if (acting && !lease.isHeld()) {
      stopActing();
    }
  }

  private void stopActing() {
    acting = false;
    LOG.warn("Lost the lease: what runs in this JVM ends");
    turns.clear();
    engine.dropAll();
  }

  private void tick() {
    if (!lease.isHeld()) {
      return;
    }
    if (!acting) {
      reporter = new Reporter(kit, clock, aftercare);
      acting = true;
    }
    long now = System.nanoTime();
    if (askedNanos == 0 || now - askedNanos >= ASK_WHAT_IS_WANTED.toNanos()) {
      askedNanos = now;
      askWhatIsWanted();
      lookForLostJobs();
    }
    turns.values().stream()
        .filter(turn -> turn.isDue(now))
        .forEach(turn -> workers.execute(() -> take(turn)));
  }

  private void askWhatIsWanted() {
    Map<PipelineName, Long> generations;
    try {
      generations = kit.pipelines().generations();
      databaseAnsweredNanos = System.nanoTime();
    } catch (StoreException e) {
      // The lease's thread says so.
      return;
    }
    generations.forEach(
        (name, generation) ->
            turns.computeIfAbsent(name, n -> new Turn(new Keeper(n, kit))).wanted(generation));
    turns.values().removeIf(turn -> !generations.containsKey(turn.keeper().pipeline()));
  }

  /** A job that ended by itself is seen here, once for all pipelines. */
  private void lookForLostJobs() {
    List<Turn> settled = turns.values().stream().filter(Turn::isSettled).toList();
    if (settled.isEmpty()) {
      return;
    }
    try {
      Map<JobID, JobStatus> jobs = engine.jobs();
      for (Turn turn : settled) {
        Situation seen = turn.keeper().seen();
        if (seen != null && seen.alive().stream().anyMatch(run -> isGone(jobs, run))) {
          turn.hurry();
        }
      }
    } catch (EngineException e) {
      settled.forEach(Turn::hurry);
    }
  }

  private static boolean isGone(Map<JobID, JobStatus> jobs, Run run) {
    JobStatus status = jobs.get(run.job());
    return status == null || status.isGloballyTerminalState();
  }

  private void take(Turn turn) {
    PipelineName pipeline = turn.keeper().pipeline();
    try {
      turn.done(turn.keeper().step());
    } catch (LeaseLostException e) {
      turn.done(
          Verdict.waiting(Verdict.LATER, Phase.WAITING, "NoLease", "Another runner acts on it"));
    } catch (EngineException e) {
      failed(turn, Phase.WAITING, "FlinkUnavailable", e);
    } catch (RuntimeException e) {
      failed(turn, Phase.WAITING, "Retrying", e);
    } catch (Error e) {
      LOG.error("A step of {} broke", pipeline, e);
      failed(turn, Phase.FAILING, "Broken", new IllegalStateException(e));
    }
  }

  private static void failed(Turn turn, Phase phase, String reason, RuntimeException e) {
    int failures = turn.failures() + 1;
    Duration pause = Backoff.after(failures);
    if (failures == 1) {
      LOG.warn("A step of {} failed; it is tried again", turn.keeper().pipeline(), e);
    } else {
      LOG.warn(
          "A step of {} failed {} times: {}", turn.keeper().pipeline(), failures, e.toString());
    }
    turn.failed(
        Verdict.waiting(
            pause, phase, reason, "A step failed and is tried again: " + Failures.words(e)));
  }

  private void report() {
    if (!lease.isHeld() || !acting) {
      metrics.show(List.of());
      return;
    }
    List<Reporter.Look> looks = new ArrayList<>();
    for (Turn turn : turns.values()) {
      Situation seen = turn.keeper().seen();
      if (seen != null) {
        looks.add(new Reporter.Look(seen, turn.verdict()));
      }
    }
    List<Status> statuses = reporter.report(looks);
    metrics.show(statuses);
  }

  private static Runnable guarded(String what, Runnable work) {
    return () -> {
      try {
        work.run();
      } catch (LeaseLostException e) {
        LOG.debug("{} came too late", what, e);
      } catch (StoreException | EngineException e) {
        LOG.warn("{} failed; it is tried again: {}", what, e.toString());
      } catch (RuntimeException | Error e) {
        // Whatever it is: who does not come back is not called again.
        LOG.error("{} failed; it is tried again", what, e);
      }
    };
  }

  /** Jobs of this JVM end; those of a cluster go on. Whoever comes next goes on from there. */
  @Override
  public void close() {
    clockwork.shutdownNow();
    workers.shutdownNow();
    aftercare.shutdownNow();
    engine.close();
    try {
      lease.release();
    } catch (StoreException e) {
      LOG.info("The lease could not be given up; it ends by itself: {}", e.toString());
    }
  }
}
