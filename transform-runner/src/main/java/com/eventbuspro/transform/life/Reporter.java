package com.eventbuspro.transform.life;

import com.eventbuspro.model.pipeline.PipelineFigures;
import com.eventbuspro.model.pipeline.PipelineName;
import com.eventbuspro.transform.engine.EngineException;
import com.eventbuspro.transform.engine.JobFigures;
import com.eventbuspro.transform.store.Assignment.Desired;
import com.eventbuspro.transform.store.Phase;
import com.eventbuspro.transform.store.Run;
import com.eventbuspro.transform.store.Run.Role;
import com.eventbuspro.transform.store.Status;
import com.eventbuspro.transform.store.Status.Standing;
import com.eventbuspro.transform.store.Statuses.Kept;
import com.eventbuspro.transform.store.StoreException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says how pipelines are. By one thread. */
final class Reporter {
  private static final Logger LOG = LoggerFactory.getLogger(Reporter.class);
  private static final PipelineFigures NOTHING =
      new PipelineFigures(
          null, null, null, null, null, null, null, null, null, null, null, null, null, null, null,
          null, null, null);

  private final Kit kit;
  private final Clock clock;
  private final Watch watch;
  private final Map<UUID, Gauge> gauges = new HashMap<>();
  private final Map<Version, Gauge> gaugesOfVersions = new HashMap<>();
  private final Map<PipelineName, Status> written = new HashMap<>();
  private final Map<PipelineName, Counted> quarantined = new HashMap<>();
  private final Set<PipelineName> unsaid = new HashSet<>();
  private final Map<UUID, Integer> parallelisms = new HashMap<>();

  /**
   * What was known when each pipeline last ran, by whoever reported before too; null until read.
   */
  private @Nullable Map<PipelineName, Kept> kept;

  private @Nullable Troubles troubles;

  private record Version(PipelineName pipeline, int number) {}

  /**
   * @param aftercare where what is due once a run got somewhere is done
   * @param compare how often candidates are compared
   */
  Reporter(Kit kit, Clock clock, Executor aftercare, Duration compare) {
    this.kit = kit;
    this.clock = clock;
    this.watch = new Watch(kit, aftercare, compare);
  }

  /** How a pipeline is, as its keeper saw it last. */
  record Look(Situation situation, Verdict verdict) {}

  /**
   * Writes how pipelines are, those of which something changed; answers all.
   *
   * @param gone tells which are no more
   */
  List<Status> report(List<Look> looks, Predicate<PipelineName> gone) {
    Map<PipelineName, Kept> before = kept();
    Troubles wrong = troubles(before);
    Set<UUID> alive = new HashSet<>();
    List<Status> statuses =
        looks.stream()
            .map(
                look -> {
                  look.situation().alive().forEach(run -> alive.add(run.id()));
                  return statusOrWhyNot(look, before, wrong);
                })
            .toList();
    List<Status> changed =
        statuses.stream().filter(status -> !status.equals(written.get(status.pipeline()))).toList();
    if (!changed.isEmpty()) {
      kit.statuses().write(changed);
      changed.forEach(status -> written.put(status.pipeline(), status));
    }
    forget(gone, alive, before, wrong);
    return statuses;
  }

  private Map<PipelineName, Kept> kept() {
    Map<PipelineName, Kept> known = kept;
    if (known == null) {
      known = kit.statuses().kept();
      kept = known;
    }
    return known;
  }

  private Troubles troubles(Map<PipelineName, Kept> before) {
    Troubles known = troubles;
    if (known == null) {
      known = new Troubles(kit, before);
      troubles = known;
    }
    return known;
  }

  /** What is known of pipelines and runs that are no more. Not all that are may be seen yet. */
  private void forget(
      Predicate<PipelineName> gone,
      Set<UUID> alive,
      Map<PipelineName, Kept> before,
      Troubles wrong) {
    written.keySet().removeIf(gone);
    quarantined.keySet().removeIf(gone);
    before.keySet().removeIf(gone);
    gaugesOfVersions.keySet().removeIf(version -> gone.test(version.pipeline()));
    unsaid.removeIf(gone);
    parallelisms.keySet().retainAll(alive);
    gauges.keySet().retainAll(alive);
    wrong.forget(gone, alive);
    watch.retain(alive);
  }

  /** What is wrong with one must not keep the others' from being said. */
  private Status statusOrWhyNot(Look look, Map<PipelineName, Kept> before, Troubles wrong) {
    PipelineName pipeline = look.situation().wanted().pipeline();
    try {
      Status status = status(look, before, wrong);
      unsaid.remove(pipeline);
      return status;
    } catch (StoreException e) {
      // It is the same for all.
      throw e;
    } catch (RuntimeException e) {
      if (unsaid.add(pipeline)) {
        LOG.error("How {} is cannot be said", pipeline, e);
      }
      Kept known = before.get(pipeline);
      return new Status(
          pipeline,
          look.situation().wanted().generation(),
          new Standing(
              Phase.FAILING,
              "NotKnown",
              "How it is cannot be found out: " + Failures.words(e) + ". Ask the operators"),
          known == null ? NOTHING : known.figures());
    }
  }

  private Status status(Look look, Map<PipelineName, Kept> before, Troubles wrong) {
    Situation now = look.situation();
    PipelineName pipeline = now.wanted().pipeline();
    Optional<Run> current = now.alive(Role.CURRENT);
    Optional<Run> candidate = now.alive(Role.CANDIDATE);
    JobFigures figures = current.map(run -> figures(now, run)).orElse(null);
    JobFigures besides = candidate.map(run -> figures(now, run)).orElse(null);
    Gauge.Reading reading =
        figures == null
            ? null
            : gauge(current.orElseThrow(), before).read(current.get(), figures, System.nanoTime());
    current
        .or(() -> candidate)
        .or(now::current)
        .ifPresent(run -> wrong.look(now, run, current.isPresent() ? figures : besides));
    PipelineFigures.LastError error = wrong.of(pipeline);
    Integer version = now.current().map(Run::version).orElse(null);
    PipelineFigures details =
        new PipelineFigures(
            version,
            candidate.map(Run::version).orElse(null),
            besides == null ? null : Standings.phase(besides).name(),
            percent(version, reading, before.get(pipeline)),
            reading == null ? null : reading.secondsLeft(),
            figures == null ? null : figures.behindMillis(),
            reading == null ? null : reading.inPerSecond(),
            reading == null ? null : reading.outPerSecond(),
            reading == null ? null : reading.rowsIn(),
            figures == null ? null : figures.rowsOut(),
            figures == null ? null : figures.lateRows(),
            figures == null || figures.watermark() == null
                ? null
                : Instant.ofEpochMilli(figures.watermark()),
            figures == null || figures.checkpoint() == null ? null : figures.checkpoint().bytes(),
            figures == null || figures.checkpoint() == null ? null : figures.checkpoint().at(),
            figures == null ? null : figures.restarts(),
            quarantined(now, figures),
            error,
            current.map(this::parallelism).orElse(null));
    if (reading != null && reading.percent() != null) {
      before.put(pipeline, new Kept(now.wanted().generation(), details, clock.instant()));
    }
    Standing standing = Standings.of(look, figures, reading, error);
    return new Status(pipeline, now.wanted().generation(), standing, details);
  }

  /** While it does not run: as far as it was. */
  private static @Nullable Double percent(
      @Nullable Integer version, Gauge.@Nullable Reading reading, @Nullable Kept before) {
    if (reading != null && reading.percent() != null) {
      return reading.percent();
    }
    return before != null && version != null && version.equals(before.figures().version())
        ? before.figures().backfillPercent()
        : null;
  }

  private @Nullable JobFigures figures(Situation now, Run run) {
    if (now.job(run).isEmpty()) {
      return null;
    }
    try {
      JobFigures figures = kit.engine().figures(run.job()).orElse(null);
      if (figures != null) {
        if (figures.running()) {
          kit.slots().settled(run.job());
        }
        if (now.wanted().desired() == Desired.RUNNING && run.state() == Run.State.RUNNING) {
          watch.look(now, run, figures, clock.instant());
        }
      }
      return figures;
    } catch (EngineException e) {
      // The keeper says that Flink does not answer.
      return null;
    }
  }

  /** One follows the other where a version goes on under a new job. */
  private Gauge gauge(Run run, Map<PipelineName, Kept> before) {
    Gauge known = gauges.get(run.id());
    if (known != null) {
      return known;
    }
    Version version = new Version(run.pipeline(), run.version());
    Gauge gauge = gaugesOfVersions.get(version);
    if (gauge == null) {
      gauge = new Gauge(run, before.get(run.pipeline()), kit.engine().outlivesUs());
      gaugesOfVersions.put(version, gauge);
    } else {
      gauge.goesOn();
    }
    gauges.put(run.id(), gauge);
    return gauge;
  }

  private Integer parallelism(Run run) {
    return parallelisms.computeIfAbsent(
        run.id(),
        id -> kit.specs().parallelism(kit.pipelines().definition(run.pipeline(), run.version())));
  }

  /** Counted anew only when there may be more: the job says so, or ended before it could. */
  private long quarantined(Situation now, @Nullable JobFigures figures) {
    PipelineName pipeline = now.wanted().pipeline();
    Long rejected = figures == null ? null : figures.rejected();
    Set<UUID> alive = now.alive().stream().map(Run::id).collect(Collectors.toSet());
    Counted known = quarantined.get(pipeline);
    if (known == null
        || !alive.equals(known.alive())
        || (rejected != null && !rejected.equals(known.rejected()))) {
      known = new Counted(alive, rejected, kit.statuses().quarantined(pipeline));
      quarantined.put(pipeline, known);
    }
    return known.total();
  }

  /**
   * How much is in quarantine.
   *
   * @param alive the runs that lived then
   * @param rejected what the job said that it had rejected by then
   */
  private record Counted(Set<UUID> alive, @Nullable Long rejected, long total) {}
}
