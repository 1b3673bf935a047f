package com.eventbuspro.transform.life;

import com.eventbuspro.model.pipeline.PipelineName;
import com.eventbuspro.transform.engine.EngineException;
import com.eventbuspro.transform.store.Assignment;
import com.eventbuspro.transform.store.Definition;
import com.eventbuspro.transform.store.Phase;
import com.eventbuspro.transform.store.Run;
import com.eventbuspro.transform.store.Run.EndReason;
import com.eventbuspro.transform.store.Run.Role;
import com.eventbuspro.transform.store.Run.State;
import com.eventbuspro.transform.store.Status.Standing;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one pipeline as it is wanted. {@link #step} does one step; called by one thread at a time.
 * What it remembers spares work and decides nothing: another one, knowing nothing, goes on as well.
 */
final class Keeper {
  private static final Logger LOG = LoggerFactory.getLogger(Keeper.class);

  private final PipelineName pipeline;
  private final Kit kit;
  private final Starter starter;
  private final Settler settler;
  private final Succession succession;
  private final Trials trials = new Trials();

  /** The situation at the last look, for whoever says how the pipeline is. */
  private volatile @Nullable Situation seen;

  Keeper(PipelineName pipeline, Kit kit) {
    this.pipeline = pipeline;
    this.kit = kit;
    this.starter = new Starter(kit);
    this.settler = new Settler(kit);
    this.succession = new Succession(pipeline, kit);
  }

  PipelineName pipeline() {
    return pipeline;
  }

  @Nullable Situation seen() {
    return seen;
  }

  /** Does the step that is due. Whatever is thrown: nothing is lost, and it is done again. */
  Verdict step() {
    Optional<Assignment> wanted = kit.pipelines().assignment(pipeline);
    if (wanted.isEmpty()) {
      return new Verdict.Gone();
    }
    Situation now = look(wanted.get());
    seen = now;
    if (!now.leftOver().isEmpty()) {
      return endLeftOver(now);
    }
    for (Run run : now.alive()) {
      Optional<Verdict> due = settler.settle(now, run);
      if (due.isPresent()) {
        return due.get();
      }
    }
    Optional<Run> abandoned = now.abandoned();
    if (abandoned.isPresent()) {
      settler.abandon(abandoned.get());
      return new Verdict.Progress();
    }
    return switch (now.wanted().desired()) {
      case DELETED -> delete(now);
      case PAUSED -> pause(now);
      case RUNNING -> run(now);
    };
  }

  private Situation look(Assignment wanted) {
    long term = kit.engine().term();
    List<Run> runs = kit.runs().of(pipeline);
    try {
      return new Situation(wanted, runs, kit.engine().jobs(), term);
    } catch (EngineException e) {
      // So that it is said, too, of a pipeline that was never seen before.
      seen = new Situation(wanted, runs, Map.of(), term);
      throw e;
    }
  }

  private Verdict endLeftOver(Situation now) {
    for (Run run : now.leftOver()) {
      LOG.warn("The job {} of {} runs though its run ended; it ends", run.job(), pipeline);
      kit.engine().cancel(run.job());
    }
    return Verdict.waiting(
        Verdict.SOON, Phase.STARTING, "Clearing", "A job that is not wanted any more ends");
  }

  private Verdict delete(Situation now) {
    List<Run> alive = now.alive();
    if (!alive.isEmpty()) {
      alive.forEach(run -> kit.engine().cancel(run.job()));
      return Verdict.waiting(
          Verdict.SOON, Phase.DELETING, "Stopping", "The job ends, then nothing of it is left");
    }
    for (Run run : now.runs()) {
      settler.release(run);
      kit.checkpoints().delete(run.job());
    }
    kit.runs().forget(pipeline);
    LOG.info("{} is deleted", pipeline);
    return new Verdict.Gone();
  }

  private Verdict pause(Situation now) {
    List<Run> alive = now.alive();
    if (!alive.isEmpty()) {
      alive.forEach(run -> kit.runs().move(run.id(), State.STOPPING, now.wanted().generation()));
      return new Verdict.Progress();
    }
    return Verdict.waiting(
        Verdict.SELDOM,
        Phase.PAUSED,
        "AsWanted",
        now.current().map(Run::savepoint).isPresent()
            ? "Paused; when resumed it goes on where it stopped"
            : "Paused before it ran");
  }

  private Verdict run(Situation now) {
    int version = now.wanted().version();
    Optional<Run> current = now.current();
    if (current.isEmpty()) {
      return beginFirst(now, version, Role.CURRENT);
    }
    if (current.get().version() == version) {
      return endCandidate(now).orElseGet(() -> keep(now, current.get()));
    }
    return follow(now, current.get(), version);
  }

  private Verdict proceed(Situation now, Run run) {
    try {
      return starter.proceed(now, run);
    } catch (RefusedException e) {
      LOG.warn("{} version {} cannot be made", pipeline, run.version(), e);
      settler.end(now, run, EndReason.INVALID);
      trials.refused(run, e);
      return new Verdict.Waiting(Verdict.SOON, e.standing());
    }
  }

  private Verdict beginFirst(Situation now, int version, Role role) {
    Definition definition = kit.pipelines().definition(pipeline, version);
    Optional<Standing> missing = Specs.missing(definition, kit.specs().sources(definition));
    if (missing.isPresent()) {
      return new Verdict.Waiting(Verdict.LATER, missing.get());
    }
    kit.runs().begin(starter.first(now, version, role));
    return new Verdict.Progress();
  }

  /** No candidate is wanted, or another one. */
  private Optional<Verdict> endCandidate(Situation now) {
    Optional<Run> candidate = now.alive(Role.CANDIDATE);
    if (candidate.isEmpty()) {
      return Optional.empty();
    }
    kit.engine().cancel(candidate.get().job());
    return Optional.of(
        Verdict.waiting(
            Verdict.SOON, Phase.STARTING, "Superseded", "A version that is not wanted ends"));
  }

  /** Sees to it that a version runs. */
  private Verdict keep(Situation now, Run run) {
    if (run.state() == State.STARTING) {
      return proceed(now, run);
    }
    if (run.isAlive()) {
      return new Verdict.Settled();
    }
    Optional<Verdict> against = trials.against(now, run);
    if (against.isPresent()) {
      return against.get();
    }
    kit.runs().begin(starter.after(now, run));
    return new Verdict.Progress();
  }

  /** Another version is wanted than the one that is the pipeline. */
  private Verdict follow(Situation now, Run current, int version) {
    if (now.alive(Role.CANDIDATE).filter(run -> run.version() != version).isPresent()) {
      return endCandidate(now).orElseThrow();
    }
    Optional<Succession.Way> way;
    try {
      way = succession.way(current, version);
    } catch (RefusedException e) {
      Verdict kept = keep(now, current);
      return kept instanceof Verdict.Settled
          ? new Verdict.Waiting(Verdict.SELDOM, e.standing())
          : kept;
    }
    if (way.isEmpty()) {
      return stayWith(now, current, version);
    }
    return switch (way.get()) {
      case IN_PLACE -> replace(now, current, () -> starter.inPlaceOf(now, current, version));
      case IN_PLACE_ANEW -> replace(now, current, () -> starter.anew(now, current, version));
      case BESIDE -> beside(now, current, version);
    };
  }

  /** The version before it goes on for as long as something is missing for the new one. */
  private Verdict stayWith(Situation now, Run current, int version) {
    Verdict kept = keep(now, current);
    if (!(kept instanceof Verdict.Settled)) {
      return kept;
    }
    Definition definition = kit.pipelines().definition(pipeline, version);
    return Specs.missing(definition, kit.specs().sources(definition))
        .<Verdict>map(missing -> new Verdict.Waiting(Verdict.LATER, missing))
        .orElseGet(Verdict.Progress::new);
  }

  private Verdict replace(Situation now, Run current, Supplier<Run> next) {
    if (current.isAlive()) {
      kit.runs().move(current.id(), State.STOPPING, now.wanted().generation());
    } else {
      kit.runs().begin(next.get());
    }
    return new Verdict.Progress();
  }

  private Verdict beside(Situation now, Run current, int version) {
    if (now.isSwitching() && kit.comparisons().exists(pipeline, version)) {
      return switchOver(now, current, version);
    }
    Verdict kept = keep(now, current);
    if (kept instanceof Verdict.Progress) {
      return kept;
    }
    // Whatever the one before it waits for: it may be what the new one is to put right.
    Optional<Run> candidate = now.candidate();
    Verdict prepared =
        candidate.isEmpty() ? beginFirst(now, version, Role.CANDIDATE) : keep(now, candidate.get());
    return prepared instanceof Verdict.Settled ? kept : prepared;
  }

  /**
   * Both end, and the candidate goes on as the pipeline. That is recorded before the tables change
   * places: whoever is killed in between must not go on with the old version in the new table.
   */
  private Verdict switchOver(Situation now, Run current, int version) {
    List<Run> alive = now.alive();
    if (!alive.isEmpty()) {
      alive.forEach(run -> kit.runs().move(run.id(), State.STOPPING, now.wanted().generation()));
      return new Verdict.Progress();
    }
    Run candidate = now.candidate().orElseThrow();
    if (kit.runs().succeed(starter.promoted(now, candidate))) {
      LOG.info("{} switches from version {} to {}", pipeline, current.version(), version);
    }
    return new Verdict.Progress();
  }
}
