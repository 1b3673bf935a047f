package com.eventbuspro.transform.life;

import com.eventbuspro.model.pipeline.PipelineDestination;
import com.eventbuspro.transform.engine.JobFigures;
import com.eventbuspro.transform.store.Comparisons.Comparison;
import com.eventbuspro.transform.store.Definition;
import com.eventbuspro.transform.store.LeaseLostException;
import com.eventbuspro.transform.store.Run;
import com.eventbuspro.transform.store.Run.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.apache.flink.api.common.JobID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is due once a run got somewhere: snapshots that it has read are let go, state that nobody
 * will go on from is deleted, a candidate that is live is compared with what it is to replace,
 * again and again until somebody switches. All of it may be repeated.
 */
final class Watch {
  private static final Logger LOG = LoggerFactory.getLogger(Watch.class);

  // How far the clock of a cluster elsewhere may be from ours, where machines keep time at all.
  private static final Duration CLOCKS = Duration.ofSeconds(3);

  private final Kit kit;
  private final TableComparer comparer;
  private final Executor thread;
  private final Set<UUID> underWay = ConcurrentHashMap.newKeySet();
  private final LiveForGood live;
  private final Set<UUID> released = ConcurrentHashMap.newKeySet();
  private final Set<UUID> cleaned = ConcurrentHashMap.newKeySet();
  private final Recurrence comparing;

  /**
   * @param thread where it is done: it may take long
   * @param compare how often candidates are compared
   */
  Watch(Kit kit, Executor thread, Duration compare) {
    this.kit = kit;
    this.comparing = new Recurrence(compare);
    this.thread = thread;
    this.live = new LiveForGood(kit.engine().outlivesUs() ? CLOCKS : Duration.ZERO);
    this.comparer = new TableComparer(kit.tables().lake());
  }

  /** Does what is due of a run that lives, soon. */
  void look(Situation now, Run run, JobFigures figures, Instant time) {
    if (figures.checkpoint() == null) {
      return;
    }
    boolean livesOn = live.isReached(run.id(), figures, time);
    boolean due =
        !cleaned.contains(run.id())
            || (livesOn && !released.contains(run.id()))
            || (livesOn && isToBeCompared(now, run));
    if (due && underWay.add(run.id())) {
      thread.execute(() -> care(now, run, livesOn));
    }
  }

  private void care(Situation now, Run run, boolean live) {
    try {
      if (!cleaned.contains(run.id())) {
        deleteOldState(now, run);
        cleaned.add(run.id());
      }
      if (live && !released.contains(run.id())) {
        releaseHistory(now, run);
        released.add(run.id());
      }
      if (live && isToBeCompared(now, run)) {
        long begun = System.nanoTime();
        compare(now, run);
        comparing.done(run.id(), begun, System.nanoTime());
      }
    } catch (LeaseLostException e) {
      LOG.debug("What was due for {} is the business of another runner", run.pipeline(), e);
    } catch (RuntimeException e) {
      LOG.warn("What was due for {} failed; it is tried again", run.pipeline(), e);
    } finally {
      underWay.remove(run.id());
    }
  }

  /** Once it is switched to, its table changes places. */
  private boolean isToBeCompared(Situation now, Run run) {
    return run.role() == Role.CANDIDATE
        && (comparing.isFirst(run.id()) || !now.isSwitching())
        && comparing.isDue(run.id(), System.nanoTime());
  }

  /** Of what is the pipeline, all snapshots that it or a version before it was to read. */
  private void releaseHistory(Situation now, Run run) {
    Set<Pin> pins = new HashSet<>(Pin.of(run));
    if (run.role() == Role.CURRENT) {
      now.runs().stream()
          .filter(other -> !other.isAlive() && other.role() == Role.CURRENT)
          .forEach(other -> pins.addAll(Pin.of(other)));
    }
    pins.forEach(pin -> kit.jobs().release(pin.eventType(), pin.id()));
  }

  /** The newest of each role may be gone on from; all that was before them may not any more. */
  private void deleteOldState(Situation now, Run run) {
    Set<JobID> needed = new HashSet<>();
    needed.add(run.job());
    for (Run other : now.runs()) {
      boolean head =
          other.isAlive()
              || now.current().filter(other::equals).isPresent()
              || now.candidate().filter(other::equals).isPresent();
      if (head && !other.id().equals(run.id())) {
        needed.add(other.job());
        now.origin(other).ifPresent(origin -> needed.add(origin.job()));
      }
    }
    now.runs().stream()
        .map(Run::job)
        .filter(job -> !needed.contains(job))
        .forEach(kit.checkpoints()::delete);
  }

  private void compare(Situation now, Run candidate) {
    Definition version = kit.pipelines().definition(candidate.pipeline(), candidate.version());
    if (!(version.destination() instanceof PipelineDestination.LakeTable table)) {
      return;
    }
    kit.comparisons()
        .write(candidate.pipeline(), candidate.version(), compared(now, candidate, table));
    if (comparing.isFirst(candidate.id())) {
      LOG.info(
          "{} version {} is live beside version {} and was compared with it",
          candidate.pipeline(),
          candidate.version(),
          now.current().map(Run::version).orElse(0));
    }
  }

  private Comparison compared(Situation now, Run candidate, PipelineDestination.LakeTable table) {
    try {
      return comparer.compare(
          table.name(), ResultTables.beside(table.name(), candidate.version()), table.key());
    } catch (RuntimeException e) {
      if (!now.isSwitching()) {
        throw e;
      }
      LOG.warn(
          "{} version {} cannot be compared with what it is to replace; it takes its place all the"
              + " same, as was asked",
          candidate.pipeline(),
          candidate.version(),
          e);
      return Comparison.NOTHING;
    }
  }

  /** Forgets runs that are no more. */
  void retain(Set<UUID> alive) {
    live.retain(alive);
    released.retainAll(alive);
    cleaned.retainAll(alive);
    comparing.retain(alive);
  }
}
