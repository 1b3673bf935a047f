package com.eventbuspro.transform.life;

import com.eventbuspro.transform.store.Assignment;
import com.eventbuspro.transform.store.Run;
import com.eventbuspro.transform.store.Run.EndReason;
import com.eventbuspro.transform.store.Run.Role;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of a pipeline at a look at it.
 *
 * @param wanted what is wanted
 * @param runs its runs, newest first
 * @param jobs the jobs that Flink has
 * @param term in which it was looked at; what follows from it is not done in another
 */
record Situation(Assignment wanted, List<Run> runs, Map<JobID, JobStatus> jobs, long term) {
  Situation {
    runs = List.copyOf(runs);
    jobs = Map.copyOf(jobs);
  }

  List<Run> alive() {
    return runs.stream().filter(Run::isAlive).toList();
  }

  Optional<Run> alive(Role role) {
    return runs.stream().filter(run -> run.isAlive() && run.role() == role).findFirst();
  }

  /**
   * What the pipeline is, or was when it ran last. A version that is not wanted any more and never
   * got as far as to run was nothing.
   */
  Optional<Run> current() {
    return runs.stream()
        .filter(run -> run.role() == Role.CURRENT)
        .filter(run -> run.isAlive() || run.isMade() || run.version() == wanted.version())
        .findFirst();
  }

  /** What is to replace it, or was to when it ran last. */
  Optional<Run> candidate() {
    return runs.stream()
        .filter(run -> run.role() == Role.CANDIDATE && run.version() == wanted.version())
        .filter(run -> run.endReason() != EndReason.SUPERSEDED)
        .findFirst();
  }

  /**
   * One that ended, of a version that nobody wants any more and that never became the pipeline:
   * nothing of it is needed.
   */
  Optional<Run> abandoned() {
    return runs.stream()
        .filter(run -> run.role() == Role.CANDIDATE && !run.isAlive())
        .filter(run -> run.endReason() != EndReason.SUPERSEDED)
        .filter(
            run ->
                run.version() != wanted.version() || wanted.desired() == Assignment.Desired.DELETED)
        .filter(
            run ->
                runs.stream()
                    .noneMatch(
                        other -> other.role() == Role.CURRENT && other.version() == run.version()))
        .findFirst();
  }

  Optional<JobStatus> job(Run run) {
    return Optional.ofNullable(jobs.get(run.job()));
  }

  /** Whether it is still so: each run that lives has a job that does not end, no other has one. */
  boolean isTrueOf(Map<JobID, JobStatus> now) {
    return runs.stream().allMatch(run -> run.isAlive() == runs(now.get(run.job())));
  }

  /** Runs that ended and have a job nevertheless: it was given to Flink without our knowing. */
  List<Run> leftOver() {
    return runs.stream().filter(run -> !run.isAlive() && runs(jobs.get(run.job()))).toList();
  }

  private static boolean runs(@Nullable JobStatus status) {
    return status != null && !status.isGloballyTerminalState();
  }

  boolean isSwitching() {
    return Objects.equals(wanted.switchTo(), wanted.version());
  }

  /** The run that made what another one was restored from, if it is known. */
  Optional<Run> origin(Run restored) {
    String from = restored.restoredFrom();
    return from == null
        ? Optional.empty()
        : runs.stream().filter(run -> from.contains(run.job().toHexString())).findFirst();
  }
}
