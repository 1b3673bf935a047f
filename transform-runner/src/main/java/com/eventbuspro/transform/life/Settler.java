package com.eventbuspro.transform.life;

import com.eventbuspro.model.pipeline.PipelineDestination;
import com.eventbuspro.transform.destination.Fence;
import com.eventbuspro.transform.errors.RuntimeFaults;
import com.eventbuspro.transform.store.Assignment.Desired;
import com.eventbuspro.transform.store.Definition;
import com.eventbuspro.transform.store.Phase;
import com.eventbuspro.transform.store.Run;
import com.eventbuspro.transform.store.Run.EndReason;
import com.eventbuspro.transform.store.Run.Role;
import com.eventbuspro.transform.store.Run.State;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings what is recorded of a run in line with what Flink has of it. */
final class Settler {
  private static final Logger LOG = LoggerFactory.getLogger(Settler.class);
  // A job whose savepoint does not come about in that time goes on from a checkpoint instead.
  private static final long STOP_PATIENCE_NANOS = Duration.ofMinutes(2).toNanos();

  private final Kit kit;
  private final Map<JobID, Long> stoppingSince = new ConcurrentHashMap<>();

  Settler(Kit kit) {
    this.kit = kit;
  }

  /** The step that is due for a living run by itself, whatever is wanted; nothing if none is. */
  Optional<Verdict> settle(Situation now, Run run) {
    Optional<JobStatus> status = now.job(run);
    if (status.isEmpty()) {
      return settleWithoutJob(now, run);
    }
    if (status.get().isGloballyTerminalState()) {
      end(now, run, reason(now, run, status.get()));
      return Optional.of(new Verdict.Progress());
    }
    return switch (run.state()) {
      case STARTING -> {
        kit.runs().move(run.id(), State.RUNNING, now.wanted().generation());
        yield Optional.of(new Verdict.Progress());
      }
      case STOPPING -> Optional.of(stop(run, status.get()));
      case RUNNING, ENDED -> Optional.empty();
    };
  }

  /** Ends a run whose job does not run. */
  void end(Situation now, Run run, EndReason reason) {
    if (reason == EndReason.SUPERSEDED) {
      dropCandidate(run);
    }
    if (!run.isMade()) {
      releaseUnrecorded(run);
    }
    String restorePoint = kit.checkpoints().newest(run.job()).orElse(run.restoredFrom());
    kit.runs().end(run.id(), reason, restorePoint, now.wanted().generation());
    kit.slots().settled(run.job());
    stoppingSince.remove(run.job());
    LOG.info(
        "{} version {} ended: {}{}",
        run.pipeline(),
        run.version(),
        reason.text(),
        restorePoint == null ? "" : ", at " + restorePoint);
  }

  private Optional<Verdict> settleWithoutJob(Situation now, Run run) {
    boolean ours = run.leaseNumber() == kit.lease().number();
    if (ours && neverRan(run) && isStillWanted(now, run)) {
      return Optional.empty();
    }
    shutOut(run);
    boolean neverRan = neverRan(run);
    if (neverRan && isStillWanted(now, run)) {
      return Optional.of(giveJob(run));
    }
    EndReason reason =
        isSuperseded(now, run)
            ? EndReason.SUPERSEDED
            : run.state() == State.STOPPING || neverRan ? EndReason.STOPPED : EndReason.LOST;
    end(now, run, reason);
    return Optional.of(new Verdict.Progress());
  }

  private boolean neverRan(Run run) {
    return run.state() == State.STARTING && kit.checkpoints().newest(run.job()).isEmpty();
  }

  /**
   * Another transform-runner recorded it: it may be about to submit it, and stand still. So that
   * the two share neither an id in Flink nor a folder of checkpoints, the run gets another job.
   */
  private Verdict giveJob(Run run) {
    kit.checkpoints().delete(run.job());
    kit.runs().giveJob(run.id(), new JobID());
    kit.slots().settled(run.job());
    return new Verdict.Progress();
  }

  /** Also the version that goes on until another takes its place, if it ever ran. */
  private static boolean isStillWanted(Situation now, Run run) {
    boolean goesOn = run.role() == Role.CURRENT && run.isMade();
    return now.wanted().desired() == Desired.RUNNING
        && (goesOn || run.version() == now.wanted().version());
  }

  private static boolean isSuperseded(Situation now, Run run) {
    return run.role() == Role.CANDIDATE
        && (now.wanted().desired() == Desired.DELETED || run.version() != now.wanted().version());
  }

  /**
   * Flink does not know the job, but another JVM may, one that stands still. First it is kept from
   * its table, then it is looked up what it completed: so all that it committed is in that.
   */
  private void shutOut(Run run) {
    kit.lease().requireHeld();
    Fence fence = new Fence(kit.lease().number(), run.id() + ".ended");
    Definition version = kit.pipelines().definition(run.pipeline(), run.version());
    ResultTables.written(version, run.role())
        .ifPresent(table -> kit.tables().shut(run.pipeline(), table, fence));
  }

  private Verdict stop(Run run, JobStatus status) {
    long since = stoppingSince.computeIfAbsent(run.job(), job -> System.nanoTime());
    if (status == JobStatus.RUNNING && System.nanoTime() - since < STOP_PATIENCE_NANOS) {
      kit.engine().stop(run.job(), kit.checkpoints().folder(run.job()));
    } else if (status != JobStatus.CANCELLING) {
      // It restarts or hangs: then its newest checkpoint is what is gone on from.
      kit.engine().cancel(run.job());
    }
    return Verdict.waiting(
        Verdict.SOON, Phase.PAUSING, "Stopping", "Its state is saved, then the job ends");
  }

  private EndReason reason(Situation now, Run run, JobStatus status) {
    if (isSuperseded(now, run)) {
      return EndReason.SUPERSEDED;
    }
    if (run.state() == State.STOPPING || now.wanted().desired() == Desired.DELETED) {
      return EndReason.STOPPED;
    }
    if (status != JobStatus.FAILED) {
      return EndReason.CANCELLED;
    }
    String trace = kit.engine().failure(run.job()).map(failure -> failure.stackTrace()).orElse("");
    if (trace.contains("UnknownSchemaVersionException")) {
      return EndReason.SCHEMA_CHANGED;
    }
    if (trace.contains("TooManyRejectedException")) {
      return EndReason.TOO_MANY_REJECTED;
    }
    return RuntimeFaults.translate(trace).ofTheSql() ? EndReason.FAILED : EndReason.DISTURBED;
  }

  private void dropCandidate(Run run) {
    Definition version = kit.pipelines().definition(run.pipeline(), run.version());
    if (version.destination() instanceof PipelineDestination.LakeTable table) {
      kit.tables().drop(run.pipeline(), table.name(), run.version());
    }
    release(run);
  }

  /** Leaves nothing of a candidate that ended and that nobody wants any more. */
  void abandon(Run run) {
    kit.lease().requireHeld();
    dropCandidate(run);
    kit.runs().supersede(run.pipeline(), run.version());
    LOG.info("{} version {} is given up", run.pipeline(), run.version());
  }

  /** Snapshots may be pinned of which the run does not tell yet. */
  private void releaseUnrecorded(Run run) {
    kit.pipelines()
        .definition(run.pipeline(), run.version())
        .reads()
        .forEach(name -> kit.jobs().release(name, Pin.idOf(run)));
  }

  /** Lets go of the snapshots that a run reads. */
  void release(Run run) {
    Pin.of(run).forEach(pin -> kit.jobs().release(pin.eventType(), pin.id()));
  }
}
