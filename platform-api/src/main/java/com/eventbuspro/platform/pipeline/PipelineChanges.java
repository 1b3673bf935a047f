package com.eventbuspro.platform.pipeline;

import com.eventbuspro.model.InvalidInputException;
import com.eventbuspro.model.TeamName;
import com.eventbuspro.model.Violation;
import com.eventbuspro.model.pipeline.PipelineDestination;
import com.eventbuspro.model.pipeline.PipelineName;
import com.eventbuspro.platform.audit.ChangeTransactions;
import com.eventbuspro.platform.pipeline.PipelineWrites.Wanted;
import com.eventbuspro.platform.problem.ApiException;
import com.eventbuspro.platform.problem.ProblemCode;
import com.eventbuspro.platform.security.ChangeRequest;
import com.eventbuspro.platform.security.ChangeRequest.Mode;
import com.eventbuspro.platform.web.ETags;
import com.eventbuspro.platform.web.Made;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * Makes and changes pipelines. The transform-runner is asked first, and no transaction waits for
 * it; then the pipeline, what it writes to, the audit record and the notice are one transaction.
 */
@Service
public class PipelineChanges {
  private final Pipelines pipelines;
  private final PipelineReads reads;
  private final PipelineWrites writes;
  private final Destinations destinations;
  private final TransformRunner runner;
  private final PipelineAudit audit;
  private final ChangeTransactions transactions;
  private final Clock clock;

  PipelineChanges(
      Pipelines pipelines,
      PipelineReads reads,
      PipelineWrites writes,
      Destinations destinations,
      TransformRunner runner,
      PipelineAudit audit,
      ChangeTransactions transactions,
      Clock clock) {
    this.pipelines = pipelines;
    this.reads = reads;
    this.writes = writes;
    this.destinations = destinations;
    this.runner = runner;
    this.audit = audit;
    this.transactions = transactions;
    this.clock = clock;
  }

  /**
   * Makes a pipeline. Saying the same again changes nothing.
   *
   * @throws InvalidInputException with everything that is wrong
   * @throws ApiException FORBIDDEN (also for personal data to a webhook), NOT_OWNER,
   *     PIPELINE_EXISTS when it exists and is different, EVENT_TYPE_EXISTS or NAME_TAKEN when its
   *     destination is another's, TRANSFORM_RUNNER_UNAVAILABLE
   */
  public Made<Pipeline> create(PipelineDeclaration asked, ChangeRequest change) {
    PipelineDraft draft = PipelineDraft.check(asked);
    audit.requireMay(change, "pipeline.create", draft.name(), draft.owner());
    Optional<Pipeline> existing = pipelines.find(draft.name());
    if (existing.isPresent()) {
      return unchanged(existing.get(), draft);
    }
    Analysis analysis = analyse(draft);
    destinations.requireMaySend(draft, analysis.columns(), "pipeline.create", change);
    return transactions.run(change, () -> createOnce(draft, analysis, change));
  }

  private Made<Pipeline> createOnce(PipelineDraft draft, Analysis analysis, ChangeRequest change) {
    PipelineName name = draft.name();
    writes.lock();
    if (!writes.insert(draft, change.by().name(), now())) {
      return unchanged(pipelines.get(name), draft);
    }
    requireNoCycle(draft, analysis);
    writes.insertVersion(
        name, 1, draft.spec(), analysis, change.reason(), change.by().name(), now());
    Optional<WebhookSecret> secret = destinations.claim(draft, analysis, change);
    Pipeline made = pipelines.get(name);
    audit.done(change, "pipeline.create", null, made);
    boolean dryRun = change.mode() == Mode.DRY_RUN;
    return Made.by(
        change,
        made.answering(
            analysis, null, dryRun ? null : secret.map(WebhookSecret::value).orElse(null)));
  }

  private static Made<Pipeline> unchanged(Pipeline found, PipelineDraft draft) {
    PipelineDifferences.requireNone(found, draft);
    return Made.already(found);
  }

  /**
   * Changes a pipeline. What makes a version makes a new one; what it writes to follows.
   *
   * @param generation the generation the caller has seen; empty when any will do
   * @throws InvalidInputException with everything that is wrong
   * @throws ApiException PIPELINE_NOT_FOUND, FORBIDDEN, NOT_OWNER, STALE, PIPELINE_DELETED,
   *     BREAKS_PIPELINES, TRANSFORM_RUNNER_UNAVAILABLE
   */
  public Pipeline change(
      PipelineName name, PipelineChange asked, OptionalLong generation, ChangeRequest change) {
    ChangeRequest because =
        asked.reason() == null
            ? change
            : new ChangeRequest(change.by(), asked.reason(), change.mode());
    Pipeline seen = pipelines.get(name);
    audit.requireMay(because, "pipeline.change", name, new TeamName(seen.owner()));
    ETags.requireSeen(generation, seen.generation());
    requireNotDeleted(seen);
    PipelineDraft draft = PipelineDraft.check(seen, asked);
    Analysis analysis = null;
    if (!draft.spec().equals(PipelineSpec.of(seen))) {
      analysis = analyse(draft);
      destinations.requireMaySend(draft, analysis.columns(), "pipeline.change", because);
      destinations.requireFollowable(draft, analysis);
    }
    Analysis said = analysis;
    return transactions.run(because, () -> changeOnce(seen, draft, said, because));
  }

  private Pipeline changeOnce(
      Pipeline seen, PipelineDraft draft, @Nullable Analysis analysis, ChangeRequest change) {
    PipelineName name = draft.name();
    writes.lock();
    Pipeline before = reads.findForChange(name).orElseThrow(() -> Pipelines.notFound(name));
    // Decided on what was seen before the transaction.
    ETags.requireSeen(OptionalLong.of(seen.generation()), before.generation());
    String by = change.by().name();
    Wanted wanted = Wanted.of(before).of(draft.owner().value(), draft.purpose());
    if (analysis != null) {
      requireNoCycle(draft, analysis);
      int version = writes.newestVersion(name) + 1;
      writes.insertVersion(name, version, draft.spec(), analysis, change.reason(), by, now());
      wanted = wanted.at(version);
    }
    if (wanted.equals(Wanted.of(before))) {
      return before;
    }
    if (!wanted.owner().equals(before.owner())) {
      destinations.handOver(draft, change);
    }
    if (analysis != null) {
      destinations.follow(draft, analysis, change);
    }
    writes.update(wanted, by, now());
    Pipeline after = pipelines.get(name);
    audit.done(change, "pipeline.change", before, after);
    return after.answering(analysis, analysis == null ? null : stateKept(draft, analysis), null);
  }

  private @Nullable Boolean stateKept(PipelineDraft draft, Analysis analysis) {
    return analysis.fingerprint() == null
        ? null
        : reads
            .state(draft.name())
            .map(
                state ->
                    state.fingerprint().equals(analysis.fingerprint())
                        && state.start().equals(draft.spec().start()))
            .orElse(null);
  }

  /** What the transform-runner says; refused with everything that is wrong, names included. */
  Analysis analyse(PipelineDraft draft) {
    PipelineSpec spec = draft.spec();
    Analysis analysis =
        runner.validate(
            spec.sql(), DestinationSpec.of(spec.destination()), spec.stateHours(), draft.name());
    List<Violation> wrong = analysis.violations();
    if (!wrong.isEmpty()) {
      destinations.taken(draft).ifPresent(taken -> wrong.addAll(taken.violations()));
      throw new InvalidInputException(wrong);
    }
    return analysis;
  }

  private void requireNoCycle(PipelineDraft draft, Analysis analysis) {
    if (writes.comesFrom(analysis.reads().keySet(), draft.name())
        || (draft.spec().destination() instanceof PipelineDestination.EventType to
            && analysis.reads().containsKey(to.name().toString()))) {
      throw new InvalidInputException(
          Violation.of(
              "/sql",
              "CYCLE",
              "The pipeline would read what it writes itself, directly or through other pipelines",
              "Read the event types that those are made of"));
    }
  }

  static void requireNotDeleted(Pipeline found) {
    if (found.desired() == Pipeline.Desired.DELETED) {
      throw new ApiException(
          ProblemCode.PIPELINE_DELETED,
          "'"
              + found.name()
              + "' is being deleted. Make it anew once it is gone, or use another name");
    }
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
