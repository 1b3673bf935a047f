package com.eventbuspro.provisioner.engine;

import com.eventbuspro.provisioner.engine.CloudFailure.Certainty;
import com.eventbuspro.provisioner.engine.RunResult.Progress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Decides, for every kind alike, what to do about a resource that is due. Keeps nothing between
 * runs. Safe for use by many threads and by many processes on one database; see the package for
 * what that promises.
 */
public final class Engine {
  private final Map<ResourceType, ResourceKind<?>> kinds;
  private final Map<ResourceType, Rates> rates;
  private final ResourceQueue queue;
  private final EngineSettings settings;
  private final Schedule schedule;
  private final Clock clock;
  private final RunObserver observer;
  private final RunLog log = new RunLog();

  /**
   * An engine for some kinds of resources.
   *
   * @param rates how often the cloud may be asked about each of these kinds
   * @param clock the same time in all replicas, but for a few seconds: leases are compared with it
   * @param observer told of every run
   */
  public Engine(
      List<ResourceKind<?>> kinds,
      Map<ResourceType, Rates> rates,
      JdbcClient jdbc,
      TransactionOperations transactions,
      EngineSettings settings,
      Clock clock,
      RandomGenerator random,
      RunObserver observer) {
    this.kinds = kinds.stream().collect(Collectors.toMap(ResourceKind::type, Function.identity()));
    this.rates = Map.copyOf(rates);
    if (!this.rates.keySet().containsAll(this.kinds.keySet())) {
      throw new IllegalArgumentException("Every kind needs its rates");
    }
    this.queue = new ResourceQueue(jdbc, transactions);
    this.settings = settings;
    this.schedule = new Schedule(settings, random);
    this.clock = clock;
    this.observer = observer;
  }

  /** Takes a due resource; empty when none is due that no living run holds. */
  public Optional<Claim> claim() {
    Instant now = clock.instant();
    return queue.claim(UUID.randomUUID().toString(), now, now.plus(settings.lease()));
  }

  /** When the next resource is due; empty when there are none. */
  public Optional<Instant> nextDue() {
    return queue.nextDue();
  }

  /** Runs a claimed resource to its verdict. Throws only when the database fails. */
  public void run(Claim claim) {
    ResourceKind<?> kind =
        Objects.requireNonNull(
            kinds.get(claim.id().type()), () -> "No kind knows the resource " + claim.id());
    try {
      finish(claim, reconcile(kind, claim));
    } catch (LostLeaseException e) {
      log.lostLease(e);
    }
  }

  private void finish(Claim claim, RunResult result) {
    Instant now = clock.instant();
    int attempts = attempts(claim, result);
    Instant next = now.plus(schedule.after(result.verdict(), attempts));
    queue.finish(claim, result, state(result.verdict()), attempts, next, now);
    log.ended(claim, result, attempts, Duration.between(now, next));
    boolean changed = result.progress() == Progress.CHANGED && result.audit() != null;
    observer.ended(claim.id().type(), result.verdict(), changed ? result.audit().action() : null);
  }

  private <D> RunResult reconcile(ResourceKind<D> kind, Claim claim) {
    Target<D> target;
    try {
      target = ask(claim, "reading what is declared for ", () -> kind.target(claim));
    } catch (CloudException e) {
      return RunResult.of(new Verdict.Failed(e.why()), 0, claim.memory());
    }
    if (target instanceof Target.Wanted<D> wanted) {
      return look(new Run<>(kind, claim, wanted.spec(), wanted.generation()));
    }
    Why why = ((Target.NotYet<D>) target).why();
    return RunResult.of(new Verdict.Waiting(wait(claim), why), 0, claim.memory());
  }

  private <D> RunResult look(Run<D> run) {
    Memory memory = run.claim().memory();
    Optional<Duration> pause = rates(run).observe().tryTake();
    if (pause.isPresent()) {
      return run.ended(ourTurn(pause.get()), memory);
    }
    Observation seen;
    try {
      seen = ask(run.claim(), "observing ", () -> run.kind().observe(run.spec()));
    } catch (CloudException e) {
      return run.ended(new Verdict.Failed(e.why()), memory);
    }
    if (seen instanceof Observation.Changing changing) {
      Why why = new Why("InProgress", run.subject() + " " + changing.what());
      return run.ended(new Verdict.Waiting(wait(run.claim()), why), memory);
    }
    if (seen instanceof Observation.Foreign foreign) {
      Memory settled = settleIntent(run, Intent::whenForeign);
      return run.ended(new Verdict.Blocked(new Why("NotOurs", foreign.reason())), settled);
    }
    if (seen instanceof Observation.Present present) {
      Memory settled =
          settleIntent(
              run, intent -> intent.whenPresent(d -> run.kind().valueAt(present.state(), d)));
      return compare(run, present, settled);
    }
    return absent(run);
  }

  private <D> RunResult absent(Run<D> run) {
    Memory memory = run.claim().memory();
    Instant asked = memory.askedFor();
    if (asked != null && asked.plus(settings.visibleWithin()).isAfter(clock.instant())) {
      // Some services show what they made only after a while. Making it again would only be
      // refused,
      // and leave the audit trail in doubt.
      Why why = new Why("NotVisibleYet", run.subject() + " was asked for and is not visible yet");
      return run.ended(new Verdict.Waiting(wait(run.claim()), why), memory);
    }
    return make(run, settleIntent(run, Intent::whenAbsent));
  }

  /**
   * Writes down what became of the change that an earlier run, perhaps a dead one, meant to make.
   */
  private Memory settleIntent(Run<?> run, Function<Intent, Intent.Fate> judge) {
    Memory memory = run.claim().memory();
    Intent intent = memory.intent();
    if (intent == null) {
      return memory;
    }
    Instant now = clock.instant();
    Memory settled = memory.withoutIntent();
    return switch (judge.apply(intent)) {
      case DONE -> {
        Instant madeAt = memory.intentAt() == null ? now : memory.intentAt();
        Memory done = intent.kind() == Intent.Kind.CREATE ? settled.made(madeAt) : settled;
        String remark = "The answer was lost; read back and found done";
        AuditRecord entry =
            AuditRecord.of(run.claim(), intent, AuditRecord.Outcome.DONE, remark, now);
        queue.remember(run.claim(), done, leaseEnd(now), List.of(entry));
        yield done;
      }
      // No change, no record. The intent goes only with the next write: should this run die first,
      // the next one judges again.
      case NOT_DONE -> settled;
      case UNCLEAR -> {
        String remark = "The answer was lost; what is there now is neither as before nor as meant";
        AuditRecord entry =
            AuditRecord.of(run.claim(), intent, AuditRecord.Outcome.UNKNOWN, remark, now);
        queue.remember(run.claim(), settled, leaseEnd(now), List.of(entry));
        yield settled;
      }
    };
  }

  private <D> RunResult make(Run<D> run, Memory memory) {
    JsonNode desired = run.kind().describe(run.spec());
    Difference whole = new Difference("", desired, JsonNodeFactory.instance.nullNode());
    Change change =
        new Change(
            run.claim().id().type().word() + ".create",
            List.of(whole),
            run.kind().settleTime(),
            () -> run.kind().create(run.spec()));
    return change(run, Intent.Kind.CREATE, change, memory.absent(List.of(whole)));
  }

  private <D> RunResult compare(Run<D> run, Observation.Present present, Memory memory) {
    List<Difference> differences = run.kind().differences(run.spec(), present.state());
    Memory seen = memory.seen(present.state(), differences);
    if (present.ownership() == Ownership.MARKED) {
      seen = seen.marked(present.externalId(), clock.instant());
    } else if (!memory.madeButNotMarked()) {
      return run.ended(new Verdict.Blocked(notOurs(run)), seen);
    }
    if (differences.isEmpty()) {
      Why note = run.kind().note(run.spec()).orElse(null);
      return run.ended(new Verdict.Settled(schedule.recheck(), note), seen);
    }
    Optional<Change> change = run.kind().update(run.spec(), differences);
    if (change.isEmpty()) {
      return run.ended(new Verdict.Blocked(cannotChange(run, differences)), seen);
    }
    return change(run, Intent.Kind.UPDATE, change.get(), seen);
  }

  private RunResult change(Run<?> run, Intent.Kind kind, Change change, Memory memory) {
    Rates rates = rates(run);
    Optional<Duration> pause =
        (kind == Intent.Kind.CREATE ? rates.create() : rates.update()).tryTake();
    if (pause.isPresent()) {
      return run.ended(ourTurn(pause.get()), memory);
    }
    Claim claim = run.claim();
    Instant now = clock.instant();
    String reason = change.reason() == null ? run.reason() : change.reason();
    Intent intent = new Intent(kind, change.action(), reason, change.differences());
    Memory intending = memory.intending(intent, now);
    queue.remember(claim, intending, leaseEnd(now), List.of());
    try {
      ask(
          claim,
          change.action() + " of ",
          () -> {
            change.work().run();
            return true;
          });
    } catch (CloudException e) {
      return refused(run, intending, intent, e);
    }
    return made(run, intending, intent, change);
  }

  private RunResult made(Run<?> run, Memory intending, Intent intent, Change change) {
    Instant now = clock.instant();
    Memory memory = intending.withoutIntent();
    Memory after = intent.kind() == Intent.Kind.CREATE ? memory.made(now) : memory;
    Why why =
        new Why(
            intent.kind() == Intent.Kind.CREATE ? "Created" : "Changed",
            run.subject() + ": " + intent.action() + " was asked for and takes effect");
    AuditRecord entry = AuditRecord.of(run.claim(), intent, AuditRecord.Outcome.DONE, "", now);
    Verdict verdict = new Verdict.Waiting(change.settleTime(), why);
    return new RunResult(verdict, run.generation(), after, Progress.CHANGED, entry);
  }

  private RunResult refused(Run<?> run, Memory intending, Intent intent, CloudException e) {
    if (e.failure().certainty() == Certainty.UNKNOWN) {
      // The intent stays: the next run reads back what became of it.
      return run.ended(new Verdict.Failed(e.why()), intending);
    }
    Memory memory = intending.withoutIntent();
    return switch (e.failure()) {
      case ACCESS_DENIED -> denied(run, memory, intent, e, AuditRecord.Outcome.DENIED);
      case INVALID -> denied(run, memory, intent, e, AuditRecord.Outcome.FAILED);
      case THROTTLED,
          LIMIT_EXCEEDED,
          UNAVAILABLE,
          BUSY,
          NOT_FOUND,
          CONFLICT,
          UNKNOWN_OUTCOME,
          UNEXPECTED ->
          run.ended(new Verdict.Failed(e.why()), memory);
    };
  }

  private RunResult denied(
      Run<?> run, Memory memory, Intent intent, CloudException e, AuditRecord.Outcome outcome) {
    String remark = e.why().message();
    AuditRecord entry = AuditRecord.of(run.claim(), intent, outcome, remark, clock.instant());
    Verdict verdict = new Verdict.Blocked(e.why());
    return new RunResult(verdict, run.generation(), memory, Progress.NONE, entry);
  }

  /** Turns every surprise into a failure with an unknown outcome; what is an Error stays one. */
  private <T> T ask(Claim claim, String doing, Supplier<T> call) {
    try {
      return call.get();
    } catch (CloudException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new CloudException(
          CloudFailure.UNEXPECTED, "Unexpected error when " + doing + claim.id() + ": " + e, e);
    }
  }

  private Rates rates(Run<?> run) {
    return Objects.requireNonNull(rates.get(run.kind().type()));
  }

  private Duration wait(Claim claim) {
    return schedule.wait(claim, clock.instant());
  }

  private Instant leaseEnd(Instant now) {
    return now.plus(settings.lease());
  }

  private static Verdict ourTurn(Duration pause) {
    return new Verdict.Waiting(
        pause, new Why("RateLimited", "Waits for its turn within AWS's own rate limits"));
  }

  private static Why notOurs(Run<?> run) {
    return new Why(
        "NotOurs",
        run.subject()
            + " exists but does not carry this platform's ownership tags, so it is left alone."
            + " Remove or rename it, or tag it event-bus:environment and event-bus:resource = "
            + run.claim().id()
            + " to hand it over");
  }

  private static Why cannotChange(Run<?> run, List<Difference> differences) {
    return new Why(
        "CannotChange",
        run.subject()
            + " differs from what is declared in a way that cannot be changed in place: "
            + Differences.paths(differences)
            + ". Change the declaration");
  }

  private static int attempts(Claim claim, RunResult result) {
    if (result.verdict() instanceof Verdict.Failed) {
      return claim.attempts() + 1;
    }
    boolean success =
        result.verdict() instanceof Verdict.Settled || result.progress() == Progress.CHANGED;
    return success ? 0 : claim.attempts();
  }

  private static ResourceState state(Verdict verdict) {
    if (verdict instanceof Verdict.Settled) {
      return ResourceState.SETTLED;
    }
    if (verdict instanceof Verdict.Waiting) {
      return ResourceState.WAITING;
    }
    return verdict instanceof Verdict.Failed ? ResourceState.FAILED : ResourceState.BLOCKED;
  }

  /** What stays the same during one run. */
  private record Run<D>(ResourceKind<D> kind, Claim claim, D spec, long generation) {
    RunResult ended(Verdict verdict, Memory memory) {
      return RunResult.of(verdict, generation, memory);
    }

    String subject() {
      return "The " + claim.id().type().word() + " " + claim.externalName();
    }

    String reason() {
      if (claim.observedGeneration() < generation) {
        return "Declared in generation " + generation;
      }
      return "Drift: not as generation " + generation + " declares";
    }
  }
}
