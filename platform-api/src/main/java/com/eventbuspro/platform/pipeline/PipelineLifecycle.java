package com.eventbuspro.platform.pipeline;

import com.eventbuspro.model.InvalidInputException;
import com.eventbuspro.model.TeamName;
import com.eventbuspro.model.Violation;
import com.eventbuspro.model.pipeline.PipelineDestination;
import com.eventbuspro.model.pipeline.PipelineFigures;
import com.eventbuspro.model.pipeline.PipelineName;
import com.eventbuspro.platform.audit.ChangeTransactions;
import com.eventbuspro.platform.pipeline.Pipeline.Desired;
import com.eventbuspro.platform.pipeline.PipelineStatus.Phase;
import com.eventbuspro.platform.pipeline.PipelineWrites.Wanted;
import com.eventbuspro.platform.problem.ApiException;
import com.eventbuspro.platform.problem.ProblemCode;
import com.eventbuspro.platform.security.ChangeRequest;
import com.eventbuspro.platform.web.ETags;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * Pauses, resumes, rolls back, switches and deletes pipelines: each says what is wanted, and the
 * transform-runner makes it so. Wanting what is wanted already changes nothing.
 */
@Service
public class PipelineLifecycle {
  private static final String ROLL_BACK = "pipeline.rollback";

  private final Pipelines pipelines;
  private final PipelineReads reads;
  private final PipelineWrites writes;
  private final PipelineChanges changes;
  private final Destinations destinations;
  private final PipelineAudit audit;
  private final ChangeTransactions transactions;
  private final Clock clock;

  PipelineLifecycle(
      Pipelines pipelines,
      PipelineReads reads,
      PipelineWrites writes,
      PipelineChanges changes,
      Destinations destinations,
      PipelineAudit audit,
      ChangeTransactions transactions,
      Clock clock) {
    this.pipelines = pipelines;
    this.reads = reads;
    this.writes = writes;
    this.changes = changes;
    this.destinations = destinations;
    this.audit = audit;
    this.transactions = transactions;
    this.clock = clock;
  }

  /**
   * Stops it; its state is kept.
   *
   * @throws ApiException PIPELINE_NOT_FOUND, FORBIDDEN, NOT_OWNER, PIPELINE_DELETED
   */
  public Pipeline pause(PipelineName name, ChangeRequest change) {
    return change(
        name,
        "pipeline.pause",
        OptionalLong.empty(),
        change,
        before -> {
          PipelineChanges.requireNotDeleted(before);
          return unlessWanted(before, Wanted.of(before).desiring(Desired.PAUSED));
        });
  }

  /**
   * Lets it go on where it stopped. One that does not get on is tried again.
   *
   * @throws ApiException PIPELINE_NOT_FOUND, FORBIDDEN, NOT_OWNER, PIPELINE_DELETED
   */
  public Pipeline resume(PipelineName name, ChangeRequest change) {
    return change(
        name,
        "pipeline.resume",
        OptionalLong.empty(),
        change,
        before -> {
          PipelineChanges.requireNotDeleted(before);
          Wanted wanted = Wanted.of(before).desiring(Desired.RUNNING);
          // A new generation asks the transform-runner to try again what stopped by itself.
          return isStuck(before) ? Optional.of(wanted) : unlessWanted(before, wanted);
        });
  }

  /** Whether it stands still though it is to run: resuming tries again. */
  public static boolean isStuck(Pipeline pipeline) {
    PipelineStatus status = pipeline.status();
    return pipeline.desired() == Desired.RUNNING
        && status.observedGeneration() == pipeline.generation()
        && (status.phase() == Phase.PAUSED || status.phase() == Phase.FAILING);
  }

  /**
   * Wants an older version again: a new version that says the same.
   *
   * @param version the older version; null for the newest before the wanted one that differs from
   *     it
   * @param generation the generation the caller has seen; empty when any will do
   * @throws InvalidInputException if it reads what comes from the pipeline itself by now, or is
   *     wrong since event types or its destination changed
   * @throws ApiException PIPELINE_NOT_FOUND, FORBIDDEN, NOT_OWNER, STALE, PIPELINE_DELETED,
   *     BREAKS_PIPELINES, NOT_FOUND when there is no such version
   */
  public Pipeline rollBack(
      PipelineName name, @Nullable Integer version, OptionalLong generation, ChangeRequest change) {
    Pipeline seen = pipelines.get(name);
    audit.requireMay(change, ROLL_BACK, name, new TeamName(seen.owner()));
    ETags.requireSeen(generation, seen.generation());
    PipelineChanges.requireNotDeleted(seen);
    PipelineVersion old = older(name, seen, version);
    if (PipelineSpec.of(old).equals(PipelineSpec.of(seen))) {
      return seen;
    }
    PipelineDraft draft = PipelineDraft.of(seen, PipelineSpec.of(old));
    Optional<Analysis> said = analysis(draft);
    destinations.requireMaySend(
        draft,
        said.map(Analysis::columns).orElseGet(() -> reads.columns(name, old.version())),
        ROLL_BACK,
        change);
    said.ifPresent(analysis -> destinations.requireFollowable(draft, analysis));
    return change(
        name,
        ROLL_BACK,
        // Decided on what was seen before the transaction.
        OptionalLong.of(seen.generation()),
        change,
        before -> {
          requireNoCycle(
              name,
              old,
              said.map(a -> a.reads().keySet()).orElseGet(() -> Set.copyOf(old.reads())));
          int next = writes.newestVersion(name) + 1;
          String by = change.by().name();
          if (said.isPresent()) {
            writes.insertVersion(name, next, draft.spec(), said.get(), change.reason(), by, now());
            destinations.follow(draft, said.get(), change);
          } else {
            writes.copyVersion(name, old.version(), next, change.reason(), by, now());
          }
          return Optional.of(Wanted.of(before).at(next));
        });
  }

  /** What the old SQL means now; empty while nobody can tell, and it is taken as it was then. */
  private Optional<Analysis> analysis(PipelineDraft draft) {
    try {
      return Optional.of(changes.analyse(draft));
    } catch (ApiException e) {
      if (e.code() == ProblemCode.TRANSFORM_RUNNER_UNAVAILABLE) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** Others may have come to read what this one writes since. */
  private void requireNoCycle(PipelineName name, PipelineVersion old, Set<String> reads) {
    if (writes.comesFrom(reads, name)) {
      throw new InvalidInputException(
          Violation.of(
              "/version",
              "CYCLE",
              "Version " + old.version() + " reads what comes from the pipeline itself by now",
              "Change the pipelines between them first"));
    }
  }

  private PipelineVersion older(PipelineName name, Pipeline before, @Nullable Integer version) {
    PipelineSpec now = PipelineSpec.of(before);
    return reads.versions(name, Integer.MAX_VALUE).stream()
        .filter(
            v ->
                version == null
                    ? v.version() < before.version() && !PipelineSpec.of(v).equals(now)
                    : v.version() == version)
        .findFirst()
        .orElseThrow(
            () ->
                new ApiException(
                    ProblemCode.NOT_FOUND,
                    version == null
                        ? "'" + name + "' has no older version that is different"
                        : "'" + name + "' has no version " + version));
  }

  /**
   * Lets a version that was backfilled beside the current one take its place.
   *
   * @param version the candidate
   * @throws ApiException PIPELINE_NOT_FOUND, FORBIDDEN, NOT_OWNER, PIPELINE_DELETED,
   *     CANDIDATE_NOT_LIVE
   */
  public Pipeline switchTo(PipelineName name, int version, ChangeRequest change) {
    return change(
        name,
        "pipeline.switch",
        OptionalLong.empty(),
        change,
        before -> {
          PipelineChanges.requireNotDeleted(before);
          if (isSwitched(before, version)) {
            return Optional.empty();
          }
          requireLiveCandidate(before, version);
          return unlessWanted(before, Wanted.of(before).switchingTo(version));
        });
  }

  /** Whether that version is what runs, with nothing beside it. */
  private static boolean isSwitched(Pipeline pipeline, int version) {
    List<PipelineRun> alive =
        pipeline.runs().stream().filter(r -> r.state() != PipelineRun.State.ENDED).toList();
    return alive.size() == 1
        && alive.get(0).role() == PipelineRun.Role.CURRENT
        && alive.get(0).version() == version;
  }

  private static void requireLiveCandidate(Pipeline pipeline, int version) {
    PipelineFigures figures = pipeline.status().figures();
    boolean there =
        pipeline.runs().stream()
            .anyMatch(
                r ->
                    r.role() == PipelineRun.Role.CANDIDATE
                        && r.version() == version
                        && r.state() == PipelineRun.State.RUNNING);
    if (there
        && figures != null
        && figures.candidateVersion() != null
        && figures.candidateVersion() == version
        && "LIVE".equals(figures.candidatePhase())) {
      return;
    }
    throw new ApiException(
        ProblemCode.CANDIDATE_NOT_LIVE,
        there
            ? "Version "
                + version
                + " of '"
                + pipeline.name()
                + "' is still reading history. Try again when its candidate_phase is LIVE"
            : "No version "
                + version
                + " of '"
                + pipeline.name()
                + "' runs beside the current one. Its runs and status say what does");
  }

  /**
   * Takes it away: it is stopped, and then gone. What it wrote stays.
   *
   * @throws ApiException PIPELINE_NOT_FOUND, FORBIDDEN, NOT_OWNER, STILL_READ while other pipelines
   *     read what it writes
   */
  public Pipeline delete(PipelineName name, ChangeRequest change) {
    return change(
        name,
        "pipeline.delete",
        OptionalLong.empty(),
        change,
        before -> {
          if (before.desired() != Desired.DELETED) {
            requireNotRead(before);
          }
          return unlessWanted(before, Wanted.of(before).desiring(Desired.DELETED));
        });
  }

  private void requireNotRead(Pipeline pipeline) {
    if (!(pipeline.destination().parse() instanceof PipelineDestination.EventType to)) {
      return;
    }
    List<String> readers = writes.readersOf(to.name());
    if (!readers.isEmpty()) {
      throw new ApiException(
          ProblemCode.STILL_READ,
          "'"
              + pipeline.name()
              + "' writes '"
              + to.name()
              + "', which is read by "
              + String.join(", ", readers)
              + ". Change or delete those first",
          readers.stream()
              .map(
                  reader ->
                      Violation.of(
                          "",
                          ProblemCode.STILL_READ.name(),
                          "The pipeline " + reader + " reads " + to.name()))
              .toList());
    }
  }

  /**
   * Changes what is wanted.
   *
   * @param decide what is wanted from now on; empty when nothing changes
   */
  private Pipeline change(
      PipelineName name,
      String action,
      OptionalLong generation,
      ChangeRequest change,
      Function<Pipeline, Optional<Wanted>> decide) {
    return transactions.run(
        change,
        () -> {
          writes.lock();
          Pipeline before = reads.findForChange(name).orElseThrow(() -> Pipelines.notFound(name));
          audit.requireMay(change, action, name, new TeamName(before.owner()));
          ETags.requireSeen(generation, before.generation());
          Optional<Wanted> wanted = decide.apply(before);
          if (wanted.isEmpty()) {
            return before;
          }
          writes.update(wanted.get(), change.by().name(), now());
          Pipeline after = pipelines.get(name);
          audit.done(change, action, before, after);
          return after;
        });
  }

  private static Optional<Wanted> unlessWanted(Pipeline before, Wanted wanted) {
    return wanted.equals(Wanted.of(before)) ? Optional.empty() : Optional.of(wanted);
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
