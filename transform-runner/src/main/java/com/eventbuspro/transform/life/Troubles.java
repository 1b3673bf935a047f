package com.eventbuspro.transform.life;

import com.eventbuspro.model.pipeline.PipelineFigures.LastError;
import com.eventbuspro.model.pipeline.PipelineFigures.Offender;
import com.eventbuspro.model.pipeline.PipelineName;
import com.eventbuspro.transform.engine.EngineException;
import com.eventbuspro.transform.engine.JobFailure;
import com.eventbuspro.transform.engine.JobFigures;
import com.eventbuspro.transform.errors.EventPlace;
import com.eventbuspro.transform.errors.RuntimeFault;
import com.eventbuspro.transform.errors.RuntimeFaults;
import com.eventbuspro.transform.store.Run;
import com.eventbuspro.transform.store.Statuses.Kept;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong last with each pipeline, in words: until somebody did something about it and it
 * runs again. By one thread.
 */
final class Troubles {
  private static final int OFFENDERS = 5;

  private final Kit kit;
  private final Map<PipelineName, Noted> noted = new HashMap<>();
  private final Map<UUID, Integer> restartsSeen = new HashMap<>();

  /**
   * An error.
   *
   * @param generation the generation of the pipeline when it was noted
   */
  private record Noted(LastError error, long generation) {}

  /**
   * @param kept what was said before this process was there: Flink may know it no more
   */
  Troubles(Kit kit, Map<PipelineName, Kept> kept) {
    this.kit = kit;
    kept.forEach(
        (pipeline, before) -> {
          LastError error = before.figures().lastError();
          if (error != null) {
            noted.put(pipeline, new Noted(error, before.generation()));
          }
        });
  }

  @Nullable LastError of(PipelineName pipeline) {
    Noted known = noted.get(pipeline);
    return known == null ? null : known.error();
  }

  /**
   * Looks whether a run failed.
   *
   * @param figures of its job; null when there are none
   */
  void look(Situation now, Run run, @Nullable JobFigures figures) {
    PipelineName pipeline = run.pipeline();
    if (mayHaveFailed(run, figures)) {
      failure(now, run).ifPresent(failure -> note(now, pipeline, failure));
    }
    Noted known = noted.get(pipeline);
    boolean runsOn =
        run.isAlive() && figures != null && figures.running() && figures.checkpoint() != null;
    if (known != null && runsOn && now.wanted().generation() > known.generation()) {
      noted.remove(pipeline);
    }
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

  private Optional<JobFailure> failure(Situation now, Run run) {
    if (now.job(run).isEmpty()) {
      return Optional.empty();
    }
    try {
      return kit.engine().failure(run.job());
    } catch (EngineException e) {
      // The keeper says that Flink does not answer.
      return Optional.empty();
    }
  }

  private void note(Situation now, PipelineName pipeline, JobFailure failure) {
    Noted known = noted.get(pipeline);
    if (known == null || failure.at().isAfter(known.error().at())) {
      RuntimeFault fault = RuntimeFaults.translate(failure.stackTrace());
      LastError error =
          new LastError(
              fault.message(), fault.suggestion(), records(pipeline, failure), failure.at());
      noted.put(pipeline, new Noted(error, now.wanted().generation()));
    }
  }

  /** The events that the failure names; else, where too many were kept aside, the last of those. */
  private List<Offender> records(PipelineName pipeline, JobFailure failure) {
    List<Offender> named =
        EventPlace.namedIn(failure.stackTrace()).stream()
            .limit(OFFENDERS)
            .map(place -> new Offender(place.eventType(), place.shard(), place.sequence()))
            .toList();
    return named.isEmpty() && failure.stackTrace().contains("TooManyRejectedException")
        ? kit.statuses().offenders(pipeline, OFFENDERS)
        : named;
  }

  void forget(Predicate<PipelineName> gone, Set<UUID> alive) {
    noted.keySet().removeIf(gone);
    restartsSeen.keySet().retainAll(alive);
  }
}
