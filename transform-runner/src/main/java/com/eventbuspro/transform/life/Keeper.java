package com.eventbuspro.transform.life;

import com.eventbuspro.dataplane.Backoff;
import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.model.pipeline.PipelineDestination;
import com.eventbuspro.model.pipeline.PipelineName;
import com.eventbuspro.transform.job.Origin;
import com.eventbuspro.transform.sql.SqlException;
import com.eventbuspro.transform.store.Assignment;
import com.eventbuspro.transform.store.Definition;
import com.eventbuspro.transform.store.Definition.OnIncompatible;
import com.eventbuspro.transform.store.Phase;
import com.eventbuspro.transform.store.Run;
import com.eventbuspro.transform.store.Run.EndReason;
import com.eventbuspro.transform.store.Run.Role;
import com.eventbuspro.transform.store.Run.State;
import com.eventbuspro.transform.store.Source;
import com.eventbuspro.transform.store.Status.Standing;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one pipeline as it is wanted. {@link #step} does one step; called by one thread at a time.
 * What it remembers spares work and decides nothing: another one, knowing nothing, goes on as well.
 */
final class Keeper {
  private static final Logger LOG = LoggerFactory.getLogger(Keeper.class);
  private static final Duration SELDOM = Duration.ofSeconds(30);
  private static final int FAILURES_WITHOUT_PROGRESS = 3;

  private final PipelineName pipeline;
  private final Kit kit;
  private final Starter starter;
  private final Settler settler;
  private final Map<Integer, Transition> transitions = new HashMap<>();
  private @Nullable UUID transitionsFrom;
  private @Nullable UUID pausedAfter;
  private long pausedUntilNanos;

  /** The situation at the last look, for whoever says how the pipeline is. */
  private volatile @Nullable Situation seen;

  /** How a version follows the one before it. */
  private enum Transition {
    /** In its place, with its state as far as it means the same. */
    IN_PLACE,
    /** Beside it, until somebody switches. */
    BESIDE
  }

  Keeper(PipelineName pipeline, Kit kit) {
    this.pipeline = pipeline;
    this.kit = kit;
    this.starter = new Starter(kit);
    this.settler = new Settler(kit);
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
    Situation now = new Situation(wanted.get(), kit.runs().of(pipeline), kit.engine().jobs());
    seen = now;
    for (Run run : now.alive()) {
      Optional<Verdict> due = settler.settle(now, run);
      if (due.isPresent()) {
        return due.get();
      }
    }
    return switch (now.wanted().desired()) {
      case DELETED -> delete(now);
      case PAUSED -> pause(now);
      case RUNNING -> run(now);
    };
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
        SELDOM,
        Phase.PAUSED,
        "AsWanted",
        now.current().map(Run::savepoint).isPresent()
            ? "Paused; when resumed it goes on where it stopped"
            : "Paused before it ran");
  }

  private Verdict run(Situation now) {
    for (Run run : now.alive()) {
      if (run.state() == State.STARTING) {
        return proceed(now, run);
      }
    }
    int version = now.wanted().version();
    Optional<Run> current = now.current();
    if (current.isEmpty()) {
      return beginFirst(now, version, Role.CURRENT);
    }
    if (current.get().version() == version) {
      return endOthers(now).orElseGet(() -> keep(now, current.get()));
    }
    return follow(now, current.get(), version);
  }

  private Verdict proceed(Situation now, Run run) {
    try {
      return starter.proceed(now, run);
    } catch (SqlException e) {
      settler.end(now, run, EndReason.INVALID);
      return invalid(e);
    }
  }

  private Verdict beginFirst(Situation now, int version, Role role) {
    Definition definition = kit.pipelines().definition(pipeline, version);
    Optional<Standing> missing = Specs.missing(definition, kit.specs().sources(definition));
    if (missing.isPresent()) {
      return new Verdict.Waiting(Verdict.LATER, missing.get());
    }
    kit.runs().begin(Starter.first(now, version, role));
    return new Verdict.Progress();
  }

  /** Candidates of versions that are not wanted any more. */
  private Optional<Verdict> endOthers(Situation now) {
    Optional<Run> candidate = now.alive(Role.CANDIDATE);
    if (candidate.isEmpty()) {
      return Optional.empty();
    }
    kit.engine().cancel(candidate.get().job());
    return Optional.of(
        Verdict.waiting(
            Verdict.SOON, Phase.STARTING, "Superseded", "A version that is not wanted ends"));
  }

  /** Sees to it that a run of the right version runs. */
  private Verdict keep(Situation now, Run run) {
    if (run.isAlive()) {
      return new Verdict.Settled();
    }
    Optional<Standing> blocked = blocked(now, run);
    if (blocked.isPresent()) {
      return new Verdict.Waiting(SELDOM, blocked.get());
    }
    Optional<Verdict> paused = paused(now, run);
    if (paused.isPresent()) {
      return paused.get();
    }
    kit.runs().begin(Starter.after(now, run, restorePoint(run)));
    return new Verdict.Progress();
  }

  /** Another version is wanted than the one that is the pipeline. */
  private Verdict follow(Situation now, Run current, int version) {
    Optional<Run> other =
        now.alive(Role.CANDIDATE).filter(candidate -> candidate.version() != version);
    if (other.isPresent()) {
      kit.engine().cancel(other.get().job());
      return Verdict.waiting(
          Verdict.SOON, Phase.STARTING, "Superseded", "A version that is not wanted ends");
    }
    Transition transition;
    try {
      Optional<Transition> known = transition(current, version);
      if (known.isEmpty()) {
        return stayWith(now, current, version);
      }
      transition = known.get();
    } catch (SqlException e) {
      return current.isAlive() ? invalid(e) : keep(now, current);
    }
    return transition == Transition.IN_PLACE
        ? replace(now, current, version)
        : beside(now, current, version);
  }

  /** The version before it goes on for as long as something is missing for the new one. */
  private Verdict stayWith(Situation now, Run current, int version) {
    if (!current.isAlive()) {
      return keep(now, current);
    }
    Definition definition = kit.pipelines().definition(pipeline, version);
    return Specs.missing(definition, kit.specs().sources(definition))
        .<Verdict>map(missing -> new Verdict.Waiting(Verdict.LATER, missing))
        .orElseGet(Verdict.Progress::new);
  }

  private Verdict replace(Situation now, Run current, int version) {
    if (current.isAlive()) {
      kit.runs().move(current.id(), State.STOPPING, now.wanted().generation());
    } else {
      kit.runs().begin(starter.inPlaceOf(now, current, version, restorePoint(current)));
    }
    return new Verdict.Progress();
  }

  private Verdict beside(Situation now, Run current, int version) {
    if (now.isSwitching() && kit.comparisons().exists(pipeline, version)) {
      return switchOver(now, current, version);
    }
    if (!current.isAlive()) {
      Verdict kept = keep(now, current);
      if (kept instanceof Verdict.Progress) {
        return kept;
      }
    }
    Optional<Run> candidate = now.candidate();
    return candidate.isEmpty()
        ? beginFirst(now, version, Role.CANDIDATE)
        : keep(now, candidate.get());
  }

  /** Both end, the tables change places, and the candidate goes on as the pipeline. */
  private Verdict switchOver(Situation now, Run current, int version) {
    List<Run> alive = now.alive();
    if (!alive.isEmpty()) {
      alive.forEach(run -> kit.runs().move(run.id(), State.STOPPING, now.wanted().generation()));
      return new Verdict.Progress();
    }
    Run candidate = now.candidate().orElseThrow();
    Definition definition = kit.pipelines().definition(pipeline, version);
    if (definition.destination() instanceof PipelineDestination.LakeTable table) {
      kit.tables().exchange(pipeline, table.name(), current.version(), version);
    }
    kit.runs().succeed(Starter.promoted(now, candidate, restorePoint(candidate)));
    LOG.info("{} switched from version {} to {}", pipeline, current.version(), version);
    return new Verdict.Progress();
  }

  private static @Nullable String restorePoint(Run ended) {
    return ended.savepoint() == null ? ended.restoredFrom() : ended.savepoint();
  }

  /** How a version follows; nothing while something is missing that tells. */
  private Optional<Transition> transition(Run current, int version) {
    if (!current.id().equals(transitionsFrom)) {
      transitions.clear();
      transitionsFrom = current.id();
    }
    Transition known = transitions.get(version);
    if (known == null) {
      Definition definition = kit.pipelines().definition(pipeline, version);
      Map<EventTypeName, Source> sources = kit.specs().sources(definition);
      if (Specs.missing(definition, sources).isPresent()) {
        return Optional.empty();
      }
      known = transition(current, definition, sources);
      transitions.put(version, known);
    }
    return Optional.of(known);
  }

  private Transition transition(
      Run current, Definition version, Map<EventTypeName, Source> sources) {
    Map<EventTypeName, Origin> origins =
        new HashMap<>(Starter.carried(version, sources, current.origins()));
    sources.forEach(
        (name, source) ->
            origins.putIfAbsent(
                name, new Origin("history", source.newest().version(), null, null, Map.of(), 0)));
    String fingerprint =
        kit.jobs().fingerprint(kit.specs().of(pipeline, version, Role.CURRENT, sources, origins));
    boolean beside =
        version.onIncompatible() == OnIncompatible.BACKFILL
            && version.destination() instanceof PipelineDestination.LakeTable
            && !fingerprint.equals(current.fingerprint());
    return beside ? Transition.BESIDE : Transition.IN_PLACE;
  }

  /** Why a run that ended is not to be started again before somebody did something. */
  private Optional<Standing> blocked(Situation now, Run run) {
    EndReason reason = run.endReason();
    boolean changedSince = run.generation() != now.wanted().generation();
    if (changedSince || reason == null) {
      return Optional.empty();
    }
    return switch (reason) {
      case TOO_MANY_REJECTED ->
          standing(
              "TooManyRejected",
              "So many events could not be dealt with that the SQL must be wrong. Look at its"
                  + " quarantine, correct the SQL, or resume it to go on nevertheless");
      case INVALID -> standing("InvalidSql", "The SQL cannot be planned any more. Correct it");
      case FAILED ->
          failsWithoutProgress(now, run)
              ? standing(
                  "KeepsFailing",
                  "It failed again and again without getting any further, and was stopped. Correct"
                      + " the cause below, then resume it")
              : Optional.empty();
      case STOPPED, LOST, SUPERSEDED, CANCELLED, SCHEMA_CHANGED -> Optional.empty();
    };
  }

  private static boolean failsWithoutProgress(Situation now, Run run) {
    return endsAlike(now, run) >= FAILURES_WITHOUT_PROGRESS;
  }

  /** How many runs in a row ended for the same reason at the same point. */
  private static int endsAlike(Situation now, Run run) {
    return (int)
        now.runs().stream()
            .filter(other -> other.role() == run.role() && other.version() == run.version())
            .takeWhile(
                other ->
                    other.endReason() == run.endReason()
                        && other.generation() == run.generation()
                        && Objects.equals(other.savepoint(), run.savepoint()))
            .count();
  }

  /** Where trying at once did not help, trying again waits longer and longer. */
  private Optional<Verdict> paused(Situation now, Run run) {
    int attempts = endsAlike(now, run);
    if (attempts < 2 || run.endReason() == EndReason.STOPPED) {
      return Optional.empty();
    }
    long nanos = System.nanoTime();
    if (!run.id().equals(pausedAfter)) {
      pausedAfter = run.id();
      pausedUntilNanos = nanos + Backoff.after(attempts - 1).toNanos();
    }
    if (pausedUntilNanos - nanos <= 0) {
      return Optional.empty();
    }
    return Optional.of(
        run.endReason() == EndReason.SCHEMA_CHANGED
            ? Verdict.waiting(
                Verdict.SOON,
                Phase.WAITING,
                "SchemaUnknown",
                "An event has a schema version that is not registered; it goes on once it is")
            : Verdict.waiting(
                Verdict.SOON,
                Phase.FAILING,
                "Retrying",
                "It ended " + attempts + " times without getting further, and is tried again"));
  }

  private static Optional<Standing> standing(String reason, String message) {
    return Optional.of(new Standing(Phase.FAILING, reason, message));
  }

  private static Verdict invalid(SqlException e) {
    String suggestion = e.fault().suggestion();
    return Verdict.waiting(
        SELDOM,
        Phase.FAILING,
        "InvalidSql",
        e.fault().message() + (suggestion == null ? "" : ". " + suggestion));
  }
}
