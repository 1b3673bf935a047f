package com.eventbuspro.provisioner.stream;

import com.eventbuspro.model.Environment;
import com.eventbuspro.provisioner.declaration.Declaration;
import com.eventbuspro.provisioner.declaration.Declarations;
import com.eventbuspro.provisioner.engine.Change;
import com.eventbuspro.provisioner.engine.Claim;
import com.eventbuspro.provisioner.engine.Difference;
import com.eventbuspro.provisioner.engine.Observation;
import com.eventbuspro.provisioner.engine.ResourceKind;
import com.eventbuspro.provisioner.engine.ResourceType;
import com.eventbuspro.provisioner.engine.Target;
import com.eventbuspro.provisioner.engine.Why;
import com.eventbuspro.provisioner.ownership.OwnershipTags;
import com.eventbuspro.provisioner.retention.Retention;
import com.eventbuspro.provisioner.retention.RetentionGuard;
import com.eventbuspro.streams.StreamAdmin;
import com.eventbuspro.streams.StreamDescription;
import com.eventbuspro.streams.StreamDescription.Capacity;
import com.eventbuspro.streams.StreamFailure;
import com.eventbuspro.streams.StreamMode;
import com.eventbuspro.streams.StreamsException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Keeps an event type's stream: provisioned shards, retention (as declared, or longer while the
 * lake lags: see {@link RetentionGuard}), encryption with the AWS-managed key, tags. Each change
 * makes the stream UPDATING for a while; the next comes only after it.
 */
public final class StreamKind implements ResourceKind<StreamSpec> {
  private static final String KEY = "alias/aws/kinesis";
  private static final Duration SETTLE_TIME = Duration.ofMillis(50);

  private final StreamAdmin admin;
  private final Declarations declarations;
  private final RetentionGuard guard;
  private final Environment environment;

  public StreamKind(
      StreamAdmin admin, Declarations declarations, RetentionGuard guard, Environment environment) {
    this.admin = admin;
    this.declarations = declarations;
    this.guard = guard;
    this.environment = environment;
  }

  @Override
  public ResourceType type() {
    return ResourceType.STREAM;
  }

  @Override
  public Duration settleTime() {
    return SETTLE_TIME;
  }

  @Override
  public Target<StreamSpec> target(Claim claim) {
    Declaration declared = declarations.read(claim.requiredEventType());
    OwnershipTags tags =
        OwnershipTags.of(environment, claim.id(), declared.name(), declared.owner().value());
    StreamSpec spec =
        new StreamSpec(
            claim.externalName(),
            declared.shards(),
            guard.retention(declared.name(), declared.retention()),
            tags);
    return new Target.Wanted<>(spec, declared.generation());
  }

  @Override
  public JsonNode describe(StreamSpec desired) {
    return description(
        Capacity.PROVISIONED,
        KEY,
        desired.retention().time(),
        desired.shards(),
        desired.tags().tags());
  }

  @Override
  public Observation observe(StreamSpec desired) {
    StreamDescription found;
    try {
      found = admin.describe(desired.name());
    } catch (StreamsException e) {
      if (e.code() == StreamFailure.NOT_FOUND) {
        return new Observation.Absent();
      }
      throw StreamFailures.translate(e);
    }
    return switch (found.status()) {
      case CREATING -> new Observation.Changing("is being created");
      case UPDATING -> new Observation.Changing("is taking on a change");
      case DELETING -> new Observation.Changing("is being deleted by someone");
      case ACTIVE ->
          desired
              .tags()
              .judge("The stream " + desired.name(), found.tags(), description(found), found.arn());
    };
  }

  @Override
  public void create(StreamSpec desired) {
    translated(
        () ->
            admin.create(
                desired.name(),
                new StreamMode.Provisioned(desired.shards()),
                desired.tags().tags()));
  }

  @Override
  public Optional<Change> update(StreamSpec desired, List<Difference> differences) {
    Difference first = differences.get(0);
    String name = desired.name();
    Change change =
        switch (first.property()) {
          case "capacity" ->
              change(
                  "capacity",
                  first,
                  () -> admin.setMode(name, new StreamMode.Provisioned(desired.shards())));
          case "encryption_key" -> change("encryption", first, () -> admin.encrypt(name, KEY));
          case "retention_hours" -> retain(desired, first);
          case "shards" -> reshard(name, first);
          case "tags" -> tag(desired, differences);
          default -> throw new IllegalStateException("No such property: " + first.path());
        };
    return Optional.of(change);
  }

  private Change retain(StreamSpec desired, Difference difference) {
    Retention retention = desired.retention();
    Change change =
        change("retention", difference, () -> admin.setRetention(desired.name(), retention.time()));
    return retention.why().isEmpty() ? change : change.because(retention.why());
  }

  @Override
  public Optional<Why> note(StreamSpec desired) {
    return switch (desired.retention().holds()) {
      case LONGER -> Optional.of(new Why("RetentionRaised", desired.retention().why()));
      case AS_DECLARED -> Optional.empty();
    };
  }

  /** AWS at most doubles or halves the shards with one call: many shards take several steps. */
  private Change reshard(String name, Difference difference) {
    int found = difference.observed().intValue();
    int wanted = difference.desired().intValue();
    int step = Math.max((found + 1) / 2, Math.min(found * 2, wanted));
    Difference partial =
        new Difference(
            difference.path(), JsonNodeFactory.instance.numberNode(step), difference.observed());
    return change("reshard", partial, () -> admin.setShardCount(name, step));
  }

  private Change tag(StreamSpec desired, List<Difference> differences) {
    List<Difference> tags = differences.stream().filter(d -> d.property().equals("tags")).toList();
    return new Change(
        "stream.tags",
        tags,
        SETTLE_TIME,
        () -> translated(() -> admin.tag(desired.name(), desired.tags().tags())));
  }

  private static Change change(String what, Difference difference, Runnable work) {
    return new Change("stream." + what, List.of(difference), SETTLE_TIME, () -> translated(work));
  }

  private static void translated(Runnable work) {
    try {
      work.run();
    } catch (StreamsException e) {
      throw StreamFailures.translate(e);
    }
  }

  private static ObjectNode description(
      Capacity capacity,
      @Nullable String key,
      Duration retention,
      int shards,
      Map<String, String> tags) {
    ObjectNode description = JsonNodeFactory.instance.objectNode();
    description.put("capacity", capacity.name());
    description.put("encryption_key", key);
    description.put("retention_hours", (int) retention.toHours());
    description.put("shards", shards);
    description.set("tags", OwnershipTags.json(tags));
    return description;
  }

  private static ObjectNode description(StreamDescription found) {
    return description(
        found.capacity(),
        keyName(found.encryptionKey()),
        found.retention(),
        found.openShards(),
        found.tags());
  }

  /** AWS names the managed key by its alias or by the alias's ARN. */
  private static @Nullable String keyName(@Nullable String key) {
    return key != null && key.endsWith(":" + KEY) ? KEY : key;
  }
}
