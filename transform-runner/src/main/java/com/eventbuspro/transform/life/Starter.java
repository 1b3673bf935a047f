package com.eventbuspro.transform.life;

import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.model.pipeline.PipelineDestination;
import com.eventbuspro.model.pipeline.PipelineName;
import com.eventbuspro.transform.destination.Fence;
import com.eventbuspro.transform.engine.Restore;
import com.eventbuspro.transform.job.BuiltJob;
import com.eventbuspro.transform.job.Origin;
import com.eventbuspro.transform.store.Definition;
import com.eventbuspro.transform.store.Phase;
import com.eventbuspro.transform.store.Run;
import com.eventbuspro.transform.store.Run.Role;
import com.eventbuspro.transform.store.Run.State;
import com.eventbuspro.transform.store.Source;
import com.eventbuspro.transform.store.Status.Standing;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.flink.api.common.JobID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gets runs going: recorded first, then made, then submitted. Every part may be repeated. */
final class Starter {
  private static final Logger LOG = LoggerFactory.getLogger(Starter.class);

  private final Kit kit;

  Starter(Kit kit) {
    this.kit = kit;
  }

  /** A run that is to be recorded: the first of a version, without anything to go on from. */
  Run first(Situation now, int version, Role role) {
    return run(now, version, role, Map.of(), "", null);
  }

  /** One that goes on where another one of the same version ended. */
  Run after(Situation now, Run ended) {
    return run(
        now,
        ended.version(),
        ended.role(),
        ended.origins(),
        ended.fingerprint(),
        restorePoint(ended));
  }

  /** One of another version that goes on where one ended. */
  Run inPlaceOf(Situation now, Run ended, int version) {
    Definition wanted = kit.pipelines().definition(now.wanted().pipeline(), version);
    return run(
        now,
        version,
        Role.CURRENT,
        carried(wanted, kit.specs().sources(wanted), ended.origins()),
        "",
        restorePoint(ended));
  }

  /**
   * One of another version that reads from another place than the one that ended. Of its state only
   * that of the destination fits: what was written and is not committed yet.
   */
  Run anew(Situation now, Run ended, int version) {
    return run(now, version, Role.CURRENT, Map.of(), "", restorePoint(ended));
  }

  /** The candidate, as the pipeline. */
  Run promoted(Situation now, Run candidate) {
    return run(
        now,
        candidate.version(),
        Role.CURRENT,
        candidate.origins(),
        candidate.fingerprint(),
        restorePoint(candidate));
  }

  /** What may be gone on with after a run that ended. */
  private static @Nullable String restorePoint(Run ended) {
    return ended.savepoint() == null ? ended.restoredFrom() : ended.savepoint();
  }

  private Run run(
      Situation now,
      int version,
      Role role,
      Map<EventTypeName, Origin> origins,
      String fingerprint,
      @Nullable String restorePoint) {
    return new Run(
        UUID.randomUUID(),
        now.wanted().pipeline(),
        version,
        now.wanted().generation(),
        role,
        State.STARTING,
        new JobID(),
        kit.lease().number(),
        origins,
        fingerprint,
        restorePoint,
        null,
        null);
  }

  /**
   * Where a version reads what the one before it read too. The SQL is new, so it sees the newest
   * columns; where reading began is of no importance any more.
   */
  static Map<EventTypeName, Origin> carried(
      Definition version, Map<EventTypeName, Source> sources, Map<EventTypeName, Origin> before) {
    Map<EventTypeName, Origin> carried = new HashMap<>();
    for (EventTypeName name : version.reads()) {
      Origin origin = before.get(name);
      Source source = sources.get(name);
      if (origin != null && source != null && !source.versions().isEmpty()) {
        carried.put(
            name,
            new Origin(
                origin.start(),
                source.newest().version(),
                origin.snapshotId(),
                origin.pin(),
                origin.positions(),
                origin.historyRows()));
      }
    }
    return carried;
  }

  /** Makes and submits the job of a run that is recorded. */
  Verdict proceed(Situation now, Run run) {
    PipelineName pipeline = run.pipeline();
    Definition version = kit.pipelines().definition(pipeline, run.version());
    Map<EventTypeName, Source> sources = kit.specs().sources(version);
    Optional<Standing> missing = Specs.missing(version, sources);
    if (missing.isPresent()) {
      return new Verdict.Waiting(Verdict.LATER, missing.get());
    }
    int slots = kit.specs().parallelism(version);
    if (!kit.slots().claim(run.job(), slots)) {
      return Verdict.waiting(
          Verdict.LATER,
          Phase.WAITING,
          "NoFreeSlot",
          "Waits for "
              + slots
              + (slots == 1 ? " free slot" : " free slots")
              + ": pause another pipeline, or ask the operators for more slots");
    }
    Map<EventTypeName, Origin> origins = origins(run, version, sources);
    kit.lease().requireHeld();
    if (run.role() == Role.CANDIDATE && run.restoredFrom() == null) {
      dropLeavings(pipeline, version);
    }
    takePlace(now, run);
    Fence fence = new Fence(kit.lease().number(), run.id().toString());
    BuiltJob job =
        kit.jobs().build(kit.specs().of(pipeline, version, run.role(), sources, origins), fence);
    if (!kit.runs().prepared(run.id(), origins, job.fingerprint())) {
      return new Verdict.Progress();
    }
    // Recording it may have taken long, and making it did: whoever has the lease now would not
    // know of it.
    kit.lease().requireHeld();
    kit.engine().submit(now.term(), job.graph(), run.job(), restore(now, run, job.fingerprint()));
    LOG.info(
        "{} version {} is submitted as the job {}{}",
        pipeline,
        run.version(),
        run.job(),
        run.restoredFrom() == null ? "" : " from " + run.restoredFrom());
    return Verdict.waiting(
        Verdict.SOON, Phase.STARTING, "Submitted", "Flink was given the job and starts it");
  }

  private Map<EventTypeName, Origin> origins(
      Run run, Definition version, Map<EventTypeName, Source> sources) {
    Map<EventTypeName, Origin> origins = new HashMap<>(run.origins());
    for (EventTypeName name : version.reads()) {
      Source source = sources.get(name);
      if (source != null && !origins.containsKey(name)) {
        origins.put(
            name,
            kit.jobs().origin(name, source.newest().version(), version.start(), Pin.idOf(run)));
      }
    }
    return origins;
  }

  /** Of an attempt that never wrote anything that counts. */
  private void dropLeavings(PipelineName pipeline, Definition version) {
    if (version.destination() instanceof PipelineDestination.LakeTable table) {
      kit.tables().drop(pipeline, table.name(), version.version());
    }
  }

  /**
   * The table of a candidate that becomes the pipeline takes the place of the one that people read,
   * unless it did so already.
   */
  private void takePlace(Situation now, Run run) {
    Optional<Run> candidate =
        now.origin(run).filter(made -> run.role() == Role.CURRENT && made.role() == Role.CANDIDATE);
    if (candidate.isEmpty()) {
      return;
    }
    int version = candidate.get().version();
    int before =
        now.runs().stream()
            .filter(other -> other.role() == Role.CURRENT && other.version() < version)
            .map(Run::version)
            .findFirst()
            .orElse(version - 1);
    if (kit.pipelines().definition(run.pipeline(), version).destination()
        instanceof PipelineDestination.LakeTable table) {
      RefusedException.orRefuse(
          () -> kit.tables().exchange(run.pipeline(), table.name(), before, version));
    }
  }

  /** State of another version is taken whole only where it means the same. */
  private Restore restore(Situation now, Run run, String fingerprint) {
    if (run.restoredFrom() == null) {
      return new Restore.Nothing();
    }
    // A job that only seemed gone may have completed another one since, and deleted that one.
    String from =
        now.origin(run)
            .flatMap(made -> kit.checkpoints().newest(made.job()))
            .orElse(run.restoredFrom());
    boolean fits =
        now.origin(run)
            .map(made -> made.version() == run.version() || made.fingerprint().equals(fingerprint))
            .orElse(true);
    return fits ? new Restore.All(from) : new Restore.WhatFits(from);
  }
}
