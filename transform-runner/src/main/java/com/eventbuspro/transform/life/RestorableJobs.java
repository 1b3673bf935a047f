package com.eventbuspro.transform.life;

import com.eventbuspro.transform.store.Run;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.flink.api.common.JobID;

/**
 * Says from which jobs of a pipeline, by what they saved, another one may go on: those whose state
 * is still there, those that run, and what the newest were restored from as long as they have saved
 * nothing themselves. State may also be where checkpoints were kept before.
 *
 * @param now the pipeline
 * @param hasState whether the state of a job is there
 */
record RestorableJobs(Situation now, Predicate<JobID> hasState) implements Predicate<String> {
  @Override
  public boolean test(String job) {
    Optional<Run> run =
        now.runs().stream().filter(found -> found.job().toHexString().equals(job)).findFirst();
    return run.isPresent()
        && (isHead(run.get()) || hasState.test(run.get().job()) || isBehindAHead(run.get()));
  }

  private boolean isHead(Run run) {
    return run.isAlive()
        || now.current().filter(run::equals).isPresent()
        || now.candidate().filter(run::equals).isPresent();
  }

  private boolean isBehindAHead(Run run) {
    return now.runs().stream()
        .filter(this::isHead)
        .filter(head -> now.origin(head).filter(run::equals).isPresent())
        .anyMatch(head -> !hasState.test(head.job()));
  }
}
