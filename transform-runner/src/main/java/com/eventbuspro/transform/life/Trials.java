package com.eventbuspro.transform.life;

import com.eventbuspro.dataplane.Backoff;
import com.eventbuspro.transform.store.Phase;
import com.eventbuspro.transform.store.Run;
import com.eventbuspro.transform.store.Run.EndReason;
import com.eventbuspro.transform.store.Status.Standing;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Says whether, and when, a run that ended is begun again: at once when it went with a process,
 * later and later when that did not help, and not before somebody did something when it is in vain.
 */
final class Trials {
  private static final int FAILURES_WITHOUT_PROGRESS = 3;
  private static final Duration SELDOM = Duration.ofMinutes(10);

  private @Nullable UUID refusedRun;
  private @Nullable Standing refusal;
  private @Nullable UUID pausedAfter;
  private long pausedUntilNanos;

  /** The job of a run was refused. Whoever does not know why finds out by trying once more. */
  void refused(Run run, RefusedException why) {
    refusedRun = run.id();
    refusal = why.standing();
  }

  /** What stands against beginning again after a run that ended; nothing if nothing does. */
  Optional<Verdict> against(Situation now, Run ended) {
    Optional<Standing> blocked = blocked(now, ended);
    return blocked.isPresent()
        ? Optional.of(new Verdict.Waiting(Verdict.SELDOM, blocked.get()))
        : paused(now, ended);
  }

  /** Why it is not to be started again before somebody did something. */
  private Optional<Standing> blocked(Situation now, Run run) {
    EndReason reason = run.endReason();
    boolean changedSince = run.generation() != now.wanted().generation();
    if (changedSince || reason == null) {
      return Optional.empty();
    }
    return switch (reason) {
      case TOO_MANY_REJECTED ->
          failing(
              "TooManyRejected",
              "So many events could not be dealt with that the SQL must be wrong. Look at its"
                  + " quarantine, correct the SQL, or resume it to go on nevertheless");
      case INVALID -> run.id().equals(refusedRun) ? Optional.ofNullable(refusal) : Optional.empty();
      case FAILED ->
          endsAlike(now, run) >= FAILURES_WITHOUT_PROGRESS
              ? failing(
                  "KeepsFailing",
                  "It failed again and again without getting any further, and was stopped. Correct"
                      + " the cause below, then resume it")
              : Optional.empty();
      case STOPPED, LOST, SUPERSEDED, CANCELLED, SCHEMA_CHANGED, DISTURBED -> Optional.empty();
    };
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
    boolean helps = run.endReason() == EndReason.STOPPED || run.endReason() == EndReason.INVALID;
    if (attempts < 2 || helps) {
      return Optional.empty();
    }
    long nanos = System.nanoTime();
    if (!run.id().equals(pausedAfter)) {
      pausedAfter = run.id();
      pausedUntilNanos = nanos + pause(run, attempts).toNanos();
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
                "It ended "
                    + attempts
                    + " times without getting further, and is tried again"
                    + (pause(run, attempts) == SELDOM
                        ? " every ten minutes, or when resumed"
                        : "")));
  }

  /** What lasts for longer than Flink's own patience, several times, is asked for seldom. */
  private static Duration pause(Run run, int attempts) {
    return run.endReason() == EndReason.DISTURBED && attempts >= FAILURES_WITHOUT_PROGRESS
        ? SELDOM
        : Backoff.after(attempts - 1);
  }

  private static Optional<Standing> failing(String reason, String message) {
    return Optional.of(new Standing(Phase.FAILING, reason, message));
  }
}
