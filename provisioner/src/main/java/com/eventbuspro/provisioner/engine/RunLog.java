package com.eventbuspro.provisioner.engine;

import com.eventbuspro.provisioner.engine.RunResult.Progress;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One line per run, its level set by what happens next: nothing new is debug, a change is info, a
 * retry is a warning, what needs a person is an error, and that only when it is news.
 */
final class RunLog {
  private static final Logger LOG = LoggerFactory.getLogger(Engine.class);

  void ended(Claim claim, RunResult result, int attempts, Duration next) {
    Verdict verdict = result.verdict();
    if (verdict instanceof Verdict.Failed failed) {
      LOG.warn(
          "{} failed, attempt {}; next in {}: {}",
          claim.id(),
          attempts,
          next,
          failed.why().message());
    } else if (verdict instanceof Verdict.Blocked blocked) {
      if (claim.reason().equals(blocked.why().message())) {
        LOG.debug("{} is still blocked: {}", claim.id(), claim.reason());
      } else {
        LOG.error("{} needs a person: {}", claim.id(), blocked.why().message());
      }
    } else if (result.progress() == Progress.CHANGED && result.audit() != null) {
      LOG.info(
          "{}: {} ({}; {})",
          claim.id(),
          result.audit().action(),
          result.audit().reason(),
          Differences.paths(result.memory().differences()));
    } else if (verdict instanceof Verdict.Settled && claim.state() != ResourceState.SETTLED) {
      LOG.info("{} is as generation {} declares", claim.id(), result.generation());
    } else {
      LOG.debug("{}: {}", claim.id(), verdict);
    }
  }

  void lostLease(LostLeaseException e) {
    LOG.info(e.getMessage());
  }
}
