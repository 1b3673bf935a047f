package com.eventbuspro.transform.life;

import com.eventbuspro.dataplane.Daemons;
import com.eventbuspro.transform.engine.Engine;
import com.eventbuspro.transform.engine.EngineException;
import com.eventbuspro.transform.job.JobOutput;
import com.eventbuspro.transform.job.PipelineJobs;
import com.eventbuspro.transform.source.LakeAccess;
import com.eventbuspro.transform.store.Comparisons;
import com.eventbuspro.transform.store.Lease;
import com.eventbuspro.transform.store.Pipelines;
import com.eventbuspro.transform.store.ProcessName;
import com.eventbuspro.transform.store.Runs;
import com.eventbuspro.transform.store.Statuses;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps all pipelines as they are wanted, as long as it holds the lease. One thread looks what is
 * due, a few do it, a pipeline at a time each; one more says how things are. A pipeline's trouble
 * delays that pipeline alone.
 */
public final class LifeCycle implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LifeCycle.class);
  private static final Duration FLINK_PATIENCE = Duration.ofMinutes(1);
  private static final Duration TIDY = Duration.ofSeconds(10);
  private static final Duration UPKEEP = Duration.ofMinutes(1);

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

  private final Kit kit;
  private final Clock clock;
  private final Tenure tenure;
  private final Turns turns;
  private final Duration compare;
  private final Strays strays;
  private final Clockwork clockwork = new Clockwork("life-cycle", 3);
  private final Clockwork upkeep = new Clockwork("table-upkeep", 1);
  private final TableUpkeep tables;
  private final ExecutorService aftercare =
      Executors.newSingleThreadExecutor(Daemons.named("aftercare"));
  private final PipelineMetrics metrics = new PipelineMetrics(this::isActing);
  private final LastingTrouble flink = new LastingTrouble(FLINK_PATIENCE, System::nanoTime);

  /** There while it acts. */
  private volatile @Nullable Reporter reporter;

  private LifeCycle(Settings settings, Kit kit, Clock clock, Pace pace) {
    this.kit = kit;
    this.clock = clock;
    this.tenure = new Tenure(kit.lease(), settings.leaseLife(), this::stopActing);
    this.turns = new Turns(kit, pace.ask());
    this.compare = pace.compare();
    this.tables = new TableUpkeep(kit, clock);
    this.strays = new Strays(kit.engine(), kit.runs()::aliveJobs);
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
        clock,
        Pace.NORMAL);
  }

  static LifeCycle start(
      Settings settings,
      DataSource database,
      Engine engine,
      Jobs jobs,
      LakeAccess lake,
      Clock clock,
      Pace pace) {
    LifeCycle life =
        new LifeCycle(settings, kit(settings, database, engine, jobs, lake), clock, pace);
    life.begin(pace);
    return life;
  }

  static Kit kit(
      Settings settings, DataSource database, Engine engine, Jobs jobs, LakeAccess lake) {
    Lease lease = new Lease(database, ProcessName.unique(), settings.leaseLife());
    Pipelines pipelines = new Pipelines(database);
    return new Kit(
        lease,
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
  }

  private void begin(Pace pace) {
    tenure.begin();
    clockwork.every(pace.tick(), "A look at the pipelines", this::look);
    clockwork.every(pace.report(), "A report", this::report);
    clockwork.every(min(pace.report().multipliedBy(5), TIDY), "Tidying up", this::tidy);
    upkeep.every(UPKEEP, "Keeping lake tables small", this::keepTables);
  }

  private void keepTables() {
    if (reporter != null && tenure.isHeld()) {
      tables.look();
    }
  }

  private void tidy() {
    try {
      flink.saw(kit.engine().trouble());
    } catch (EngineException e) {
      flink.saw(Optional.of(e.getMessage()));
    }
    kit.engine().tidy();
    if (isActing()) {
      strays.end();
    }
  }

  private static Duration min(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  /** Why the life cycle cannot go on, if it cannot. */
  public Optional<String> trouble() {
    return tenure.isInDanger()
        ? Optional.of("The database has not answered for a while")
        : flink.lasting();
  }

  /** What Prometheus reads. */
  public PipelineMetrics metrics() {
    return metrics;
  }

  private void look() {
    if (!tenure.isHeld()) {
      return;
    }
    if (reporter == null) {
      kit.engine().admit();
      reporter = new Reporter(kit, clock, aftercare, compare);
    }
    turns.look();
  }

  /** Also what a step that was under way submitted after the end. */
  private void stopActing() {
    if (reporter != null) {
      LOG.warn("Lost the lease: what runs in this JVM ends");
      reporter = null;
    }
    turns.clear();
    kit.engine().dropAll();
  }

  private boolean isActing() {
    return reporter != null && tenure.isHeld();
  }

  private void report() {
    Reporter acting = reporter;
    metrics.show(
        acting == null || !tenure.isHeld()
            ? List.of()
            : acting.report(turns.looks(), turns::isGone));
  }

  /** Jobs of this JVM end; those of a cluster go on. Whoever comes next goes on from there. */
  @Override
  public void close() {
    clockwork.close();
    upkeep.close();
    turns.close();
    aftercare.shutdownNow();
    kit.engine().close();
    tenure.close();
  }
}
