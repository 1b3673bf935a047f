package com.eventbuspro.sink;

import com.eventbuspro.dataplane.flink.RemoteJob;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.api.common.JobID;

/**
 * What is there, seen from one program with its settings: one job of this installation is to run.
 *
 * @param current the job of this very program and settings, if it runs
 * @param others jobs of this installation that run beside it: of another program or other settings,
 *     or the same by mistake
 */
record JobChoice(Optional<JobID> current, List<JobID> others) {
  JobChoice {
    others = List.copyOf(others);
  }

  static JobChoice among(Collection<RemoteJob> jobs, JobIdentity identity) {
    List<JobID> others =
        new ArrayList<>(
            jobs.stream()
                .filter(job -> job.name().equals(identity.name()) && job.isAlive())
                .map(RemoteJob::id)
                .toList());
    Optional<JobID> current = identity.ids().stream().filter(others::contains).findFirst();
    current.ifPresent(others::remove);
    return new JobChoice(current, others);
  }

  /** The first id that the cluster has not seen and has not refused. */
  static JobID unused(Collection<RemoteJob> jobs, JobIdentity identity, Set<JobID> refused) {
    return identity.ids().stream()
        .filter(id -> !refused.contains(id) && jobs.stream().noneMatch(job -> job.id().equals(id)))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "The cluster has ended this very job "
                        + identity.ids().size()
                        + " times; start the cluster anew"));
  }
}
