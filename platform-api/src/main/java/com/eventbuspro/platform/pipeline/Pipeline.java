package com.eventbuspro.platform.pipeline;

import com.eventbuspro.model.TeamName;
import com.eventbuspro.platform.security.Caller;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A pipeline as it is shown.
 *
 * @param name its name
 * @param owner the team
 * @param purpose what it is for
 * @param desired what is wanted of it
 * @param version the version that is wanted
 * @param generation grows with every change of what is wanted; the ETag
 * @param switchTo the candidate that somebody asked to switch to, until that is done
 * @param sql one SELECT over event types
 * @param start {@code history}, {@code now} or a timestamp
 * @param destination where the result goes
 * @param stateHours how long state is kept that is not touched
 * @param parallelism how many subtasks
 * @param onIncompatible what becomes of state that the wanted version cannot go on with
 * @param reads the event types that it reads
 * @param changes whether rows of the result are only added, or also change later
 * @param columns what it brings forth; empty in lists
 * @param status how it is
 * @param runs its jobs, the newest first; empty in lists
 * @param analysis what the transform-runner says of its SQL; only in answers to changes of it
 * @param stateKept whether the version goes on with the state of the one before it; only in answers
 *     to changes, and only when the transform-runner says so
 * @param webhookSecret what its requests are signed with; only in the answer that makes it
 */
public record Pipeline(
    String name,
    String owner,
    String purpose,
    Desired desired,
    int version,
    long generation,
    @Nullable Integer switchTo,
    String sql,
    String start,
    DestinationSpec destination,
    int stateHours,
    int parallelism,
    OnIncompatible onIncompatible,
    List<String> reads,
    @Nullable Changes changes,
    List<OutputColumn> columns,
    PipelineStatus status,
    List<PipelineRun> runs,
    @Nullable Analysis analysis,
    @Nullable Boolean stateKept,
    @Nullable String webhookSecret,
    Instant createdAt,
    String createdBy,
    Instant modifiedAt,
    String modifiedBy) {

  /** What is wanted of a pipeline. */
  public enum Desired {
    RUNNING,
    PAUSED,
    /** It is being taken away. */
    DELETED
  }

  public Pipeline {
    reads = List.copyOf(reads);
    columns = List.copyOf(columns);
    runs = List.copyOf(runs);
  }

  /** Hides the secret: records end up in logs. */
  @Override
  public String toString() {
    return "Pipeline[name=" + name + ", version=" + version + ", generation=" + generation + "]";
  }

  /** The same as somebody may see it: who may not change it sees no address of a webhook. */
  Pipeline shownTo(Caller caller) {
    return mayBeChangedBy(caller) ? this : with(destination.masked(), analysis, stateKept, null);
  }

  /** Whether somebody may change it. */
  public boolean mayBeChangedBy(Caller caller) {
    return caller.role().mayRunPipelines() && caller.speaksFor(new TeamName(owner));
  }

  /** The same, with what belongs into the answer to a change. */
  Pipeline answering(
      @Nullable Analysis said, @Nullable Boolean keepsState, @Nullable String secret) {
    return with(destination, said, keepsState, secret);
  }

  private Pipeline with(
      DestinationSpec shownDestination,
      @Nullable Analysis said,
      @Nullable Boolean keepsState,
      @Nullable String secret) {
    return new Pipeline(
        name,
        owner,
        purpose,
        desired,
        version,
        generation,
        switchTo,
        sql,
        start,
        shownDestination,
        stateHours,
        parallelism,
        onIncompatible,
        reads,
        changes,
        columns,
        status,
        runs,
        said,
        keepsState,
        secret,
        createdAt,
        createdBy,
        modifiedAt,
        modifiedBy);
  }
}
