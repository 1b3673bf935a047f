package com.eventbuspro.transform.life;

import com.eventbuspro.transform.engine.Engine;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends jobs of ours that nobody has on record: Flink took them after we gave up, or for a runner
 * that was not to act any more. They would write for ever.
 */
final class Strays {
  private static final Logger LOG = LoggerFactory.getLogger(Strays.class);

  private final Engine engine;
  private final Supplier<Set<JobID>> recorded;

  /**
   * @param recorded the jobs that there are to be
   */
  Strays(Engine engine, Supplier<Set<JobID>> recorded) {
    this.engine = engine;
    this.recorded = recorded;
  }

  void end() {
    // In this order: a job is recorded before it is submitted.
    Map<JobID, JobStatus> jobs = engine.jobs();
    if (jobs.values().stream().allMatch(JobStatus::isGloballyTerminalState)) {
      return;
    }
    Set<JobID> wanted = recorded.get();
    jobs.forEach(
        (job, status) -> {
          if (!status.isGloballyTerminalState() && !wanted.contains(job) && engine.isOurs(job)) {
            LOG.warn("Nobody has the job {} on record; it ends", job);
            engine.cancel(job);
          }
        });
  }
}
