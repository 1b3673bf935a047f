package com.eventbuspro.transform.life;

import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.model.pipeline.PipelineDestination;
import com.eventbuspro.model.pipeline.PipelineName;
import com.eventbuspro.transform.job.Origin;
import com.eventbuspro.transform.store.Definition;
import com.eventbuspro.transform.store.Definition.OnIncompatible;
import com.eventbuspro.transform.store.Run;
import com.eventbuspro.transform.store.Run.Role;
import com.eventbuspro.transform.store.Source;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Says how a version of a pipeline follows the one before it. Remembers it: planning is costly. */
final class Succession {
  private final PipelineName pipeline;
  private final Kit kit;
  private final Map<Integer, Way> ways = new HashMap<>();
  private @Nullable UUID after;

  /** How a version follows the one before it. */
  enum Way {
    /** In its place, with its state as far as it means the same. */
    IN_PLACE,
    /**
     * In its place, but it reads from where it is told to begin: nothing of the SQL's state fits.
     */
    IN_PLACE_ANEW,
    /** Beside it, until somebody switches. */
    BESIDE
  }

  Succession(PipelineName pipeline, Kit kit) {
    this.pipeline = pipeline;
    this.kit = kit;
  }

  /**
   * How a version follows; nothing while something is missing that tells.
   *
   * @throws RefusedException if there can be no job of it
   */
  Optional<Way> way(Run current, int version) {
    if (!current.id().equals(after)) {
      ways.clear();
      after = current.id();
    }
    Way known = ways.get(version);
    if (known == null) {
      Definition definition = kit.pipelines().definition(pipeline, version);
      Map<EventTypeName, Source> sources = kit.specs().sources(definition);
      if (Specs.missing(definition, sources).isPresent()) {
        return Optional.empty();
      }
      known = way(current, definition, sources);
      ways.put(version, known);
    }
    return Optional.of(known);
  }

  private Way way(Run current, Definition version, Map<EventTypeName, Source> sources) {
    Map<EventTypeName, Origin> origins =
        new HashMap<>(Starter.carried(version, sources, current.origins()));
    sources.forEach(
        (name, source) ->
            origins.putIfAbsent(
                name, new Origin("history", source.newest().version(), null, null, Map.of(), 0)));
    String fingerprint =
        kit.jobs().fingerprint(kit.specs().of(pipeline, version, Role.CURRENT, sources, origins));
    boolean anew =
        !kit.pipelines().definition(pipeline, current.version()).start().equals(version.start());
    boolean beside =
        version.onIncompatible() == OnIncompatible.BACKFILL
            && version.destination() instanceof PipelineDestination.LakeTable
            && (anew || !fingerprint.equals(current.fingerprint()));
    if (beside) {
      return Way.BESIDE;
    }
    return anew ? Way.IN_PLACE_ANEW : Way.IN_PLACE;
  }
}
