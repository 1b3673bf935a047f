package com.eventbuspro.transform.life;

import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.model.pipeline.PipelineDestination;
import com.eventbuspro.model.pipeline.PipelineName;
import com.eventbuspro.transform.job.JobInput;
import com.eventbuspro.transform.job.JobOutput;
import com.eventbuspro.transform.job.JobSpec;
import com.eventbuspro.transform.job.Origin;
import com.eventbuspro.transform.job.WebhookSecret;
import com.eventbuspro.transform.store.Definition;
import com.eventbuspro.transform.store.Phase;
import com.eventbuspro.transform.store.Pipelines;
import com.eventbuspro.transform.store.Run.Role;
import com.eventbuspro.transform.store.Source;
import com.eventbuspro.transform.store.Status.Standing;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Says of versions of pipelines what jobs they are, and whether all is there that they need. */
final class Specs {
  private final Pipelines pipelines;
  private final JobOutput.Reach reach;
  private final int maxParallelism;

  /**
   * @param reach where webhooks may be
   * @param maxParallelism the highest that a pipeline gets
   */
  Specs(Pipelines pipelines, JobOutput.Reach reach, int maxParallelism) {
    this.pipelines = pipelines;
    this.reach = reach;
    this.maxParallelism = maxParallelism;
  }

  /** The event types that a version reads and writes, those that there are. */
  Map<EventTypeName, Source> sources(Definition version) {
    Set<EventTypeName> names = new HashSet<>(version.reads());
    if (version.destination() instanceof PipelineDestination.EventType derived) {
      names.add(derived.name());
    }
    return pipelines.sources(names);
  }

  /** What is not there yet, in words; nothing if all is. */
  static Optional<Standing> missing(Definition version, Map<EventTypeName, Source> sources) {
    for (EventTypeName name : version.reads()) {
      Source source = sources.get(name);
      if (source == null || source.versions().isEmpty()) {
        return waits("SourceMissing", "There is no event type " + name + " to read. Register it");
      }
      if (source.stream() == null || !source.streamReady() || !source.tableReady()) {
        return waits(
            "SourceNotReady",
            "Waits until the stream and the lake table of "
                + name
                + " are ready; its page says what is missing");
      }
    }
    if (version.destination() instanceof PipelineDestination.EventType derived) {
      Source target = sources.get(derived.name());
      if (target == null || target.versions().isEmpty()) {
        return waits(
            "DestinationMissing", "There is no event type " + derived.name() + " to write to");
      }
      if (target.stream() == null || !target.streamReady()) {
        return waits(
            "DestinationNotReady",
            "Waits until the stream of "
                + derived.name()
                + " is ready; its page says what is missing");
      }
    }
    return Optional.empty();
  }

  /**
   * The job of a version.
   *
   * @param origins of all event types that it reads
   */
  JobSpec of(
      PipelineName pipeline,
      Definition version,
      Role role,
      Map<EventTypeName, Source> sources,
      Map<EventTypeName, Origin> origins) {
    Map<EventTypeName, JobInput> inputs = new HashMap<>();
    for (EventTypeName name : version.reads()) {
      Source source = known(sources.get(name), name);
      inputs.put(
          name,
          new JobInput(
              known(source.stream(), name),
              source.versions(),
              source.asOf(),
              source.timeProperty(),
              source.outOfOrderness(),
              known(origins.get(name), name)));
    }
    return new JobSpec(
        pipeline,
        version.version(),
        version.sql(),
        inputs,
        output(pipeline, version, role, sources),
        version.stateLife(),
        parallelism(version));
  }

  int parallelism(Definition version) {
    return Math.min(version.parallelism(), maxParallelism);
  }

  private JobOutput output(
      PipelineName pipeline, Definition version, Role role, Map<EventTypeName, Source> sources) {
    PipelineDestination destination = version.destination();
    if (destination instanceof PipelineDestination.EventType derived) {
      Source target = known(sources.get(derived.name()), derived.name());
      return new JobOutput.EventType(
          target.name(),
          known(target.stream(), target.name()),
          target.newest(),
          target.timeProperty(),
          target.partitionKey());
    }
    if (destination instanceof PipelineDestination.LakeTable table) {
      return new JobOutput.LakeTable(
          ResultTables.written(version, role).orElseThrow(), table.key());
    }
    String secret =
        pipelines
            .webhookSecret(pipeline)
            .orElseThrow(() -> new IllegalStateException(pipeline + " has no secret to sign with"));
    return new JobOutput.Webhook(
        ((PipelineDestination.Webhook) destination).url(), new WebhookSecret(secret), reach);
  }

  private static Optional<Standing> waits(String reason, String message) {
    return Optional.of(new Standing(Phase.WAITING, reason, message));
  }

  private static <T> T known(@Nullable T value, EventTypeName name) {
    if (value == null) {
      throw new IllegalStateException("It was not made sure that " + name + " is ready");
    }
    return value;
  }
}
