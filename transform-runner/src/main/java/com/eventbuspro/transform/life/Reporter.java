package com.eventbuspro.transform.life;

import com.eventbuspro.model.pipeline.PipelineFigures;
import com.eventbuspro.model.pipeline.PipelineFigures.LastError;
import com.eventbuspro.model.pipeline.PipelineName;
import com.eventbuspro.transform.engine.EngineException;
import com.eventbuspro.transform.engine.JobFailure;
import com.eventbuspro.transform.engine.JobFigures;
import com.eventbuspro.transform.errors.RuntimeFault;
import com.eventbuspro.transform.errors.RuntimeFaults;
import com.eventbuspro.transform.store.Assignment.Desired;
import com.eventbuspro.transform.store.Run;
import com.eventbuspro.transform.store.Run.EndReason;
import com.eventbuspro.transform.store.Run.Role;
import com.eventbuspro.transform.store.Status;
import com.eventbuspro.transform.store.Status.Standing;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Says how pipelines are. By one thread. */
final class Reporter {
  private static final int OFFENDERS = 5;

  private final Kit kit;
  private final Clock clock;
  private final Watch watch;
  private final Map<UUID, Gauge> gauges = new HashMap<>();
  private final Map<String, Gauge> gaugesOfVersions = new HashMap<>();
  private final Map<PipelineName, LastError> errors = new HashMap<>();
  private final Map<PipelineName, Status> written = new HashMap<>();
  private final Map<PipelineName, Long> quarantined = new HashMap<>();
  private final Map<UUID, Integer> parallelisms = new HashMap<>();
  private final Map<UUID, Integer> restartsSeen = new HashMap<>();

  /**
   * @param aftercare where what is due once a run got somewhere is done
   */
  Reporter(Kit kit, Clock clock, Executor aftercare) {
    this.kit = kit;
    this.clock = clock;
    this.watch = new Watch(kit, aftercare);
  }

  /** How a pipeline is, as its keeper saw it last. */
  record Look(Situation situation, Verdict verdict) {}

  /** Writes how pipelines are, those of which something changed; answers all. */
  List<Status> report(List<Look> looks) {
    Set<UUID> alive = new HashSet<>();
    List<Status> statuses =
        looks.stream()
            .map(
                look -> {
                  look.situation().alive().forEach(run -> alive.add(run.id()));
                  return status(look);
                })
            .toList();
    List<Status> changed =
        statuses.stream().filter(status -> !status.equals(written.get(status.pipeline()))).toList();
    if (!changed.isEmpty()) {
      kit.statuses().write(changed);
      changed.forEach(status -> written.put(status.pipeline(), status));
    }
    retain(statuses, alive);
    return statuses;
  }

  private void retain(List<Status> statuses, Set<UUID> alive) {
    Set<PipelineName> known = new HashSet<>();
    statuses.forEach(status -> known.add(status.pipeline()));
    written.keySet().retainAll(known);
    errors.keySet().retainAll(known);
    quarantined.keySet().retainAll(known);
    parallelisms.keySet().retainAll(alive);
    restartsSeen.keySet().retainAll(alive);
    gauges.keySet().retainAll(alive);
    gaugesOfVersions.values().retainAll(gauges.values());
    watch.retain(alive);
  }

  private Status status(Look look) {
    Situation now = look.situation();
    PipelineName pipeline = now.wanted().pipeline();
    Optional<Run> current = now.alive(Role.CURRENT);
    Optional<Run> candidate = now.alive(Role.CANDIDATE);
    JobFigures figures = current.map(run -> figures(now, run)).orElse(null);
    JobFigures besides = candidate.map(run -> figures(now, run)).orElse(null);
    Gauge.Reading reading =
        figures == null ? null : gauge(current.orElseThrow()).read(current.get(), figures, nanos());
    Optional<Run> looked = current.or(() -> candidate).or(now::current);
    if (looked.isPresent()
        && mayHaveFailed(looked.get(), current.isPresent() ? figures : besides)) {
      noteFailure(now, looked.get());
    }
    PipelineFigures details =
        new PipelineFigures(
            now.current().map(Run::version).orElse(null),
            candidate.map(Run::version).orElse(null),
            besides == null ? null : Standings.phase(besides).name(),
            reading == null ? null : reading.percent(),
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
            quarantined(pipeline, figures),
            errors.get(pipeline),
            current.map(this::parallelism).orElse(null));
    Standing standing = Standings.of(look, figures, reading, errors.get(pipeline));
    return new Status(pipeline, now.wanted().generation(), standing, details);
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
  private Gauge gauge(Run run) {
    return gauges.computeIfAbsent(
        run.id(),
        id ->
            gaugesOfVersions.computeIfAbsent(
                run.pipeline() + "/" + run.role() + "/" + run.version(), name -> new Gauge(run)));
  }

  /** Flink is asked why only when there may be an answer. */
  private boolean mayHaveFailed(Run run, @Nullable JobFigures figures) {
    if (figures == null || !figures.running()) {
      return true;
    }
    Integer restarts = figures.restarts();
    return restarts != null
        && !restarts.equals(restartsSeen.put(run.id(), restarts))
        && restarts > 0;
  }

  private Integer parallelism(Run run) {
    return parallelisms.computeIfAbsent(
        run.id(),
        id -> kit.specs().parallelism(kit.pipelines().definition(run.pipeline(), run.version())));
  }

  private void noteFailure(Situation now, Run run) {
    if (now.job(run).isEmpty()) {
      return;
    }
    PipelineName pipeline = now.wanted().pipeline();
    LastError known = errors.get(pipeline);
    Optional<JobFailure> failure;
    try {
      failure = kit.engine().failure(run.job());
    } catch (EngineException e) {
      return;
    }
    if (failure.isPresent() && (known == null || failure.get().at().isAfter(known.at()))) {
      RuntimeFault fault = RuntimeFaults.translate(failure.get().stackTrace());
      errors.put(
          pipeline,
          new LastError(
              fault.message(),
              fault.suggestion(),
              run.endReason() == EndReason.TOO_MANY_REJECTED
                  ? kit.statuses().offenders(pipeline, OFFENDERS)
                  : List.of(),
              failure.get().at()));
    }
  }

  /** Counted anew only when the job says that there are more. */
  private @Nullable Long quarantined(PipelineName pipeline, @Nullable JobFigures figures) {
    Long rejected = figures == null ? null : figures.rejected();
    Long known = quarantined.get(pipeline);
    if (known == null || (rejected != null && rejected > 0 && !Objects.equals(rejected, known))) {
      known = kit.statuses().quarantined(pipeline);
      quarantined.put(pipeline, known);
    }
    return known;
  }

  private static long nanos() {
    return System.nanoTime();
  }
}
