package com.eventbuspro.provisioner.engine;

import com.eventbuspro.provisioner.declaration.Declaration;
import com.eventbuspro.provisioner.declaration.Declarations;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The streams of {@link FakeCloud}: they come into being with a retention of 24 hours, always. */
final class FakeKind implements ResourceKind<FakeKind.Spec> {
  private static final String SHARDS = "shards";
  private static final String RETENTION = "retention_hours";
  private static final String MARK = "mark";

  private final FakeCloud cloud;
  private final Declarations declarations;
  private final Death.Reaper reaper;

  FakeKind(FakeCloud cloud, Declarations declarations, Death.Reaper reaper) {
    this.cloud = cloud;
    this.declarations = declarations;
    this.reaper = reaper;
  }

  /** A thing as it should be. */
  record Spec(String name, int shards, int retention, String mark) {}

  @Override
  public ResourceType type() {
    return ResourceType.STREAM;
  }

  @Override
  public Duration settleTime() {
    return Duration.ofMillis(50);
  }

  @Override
  public Target<Spec> target(Claim claim) {
    Declaration declared = declarations.read(claim.requiredEventType());
    return new Target.Wanted<>(
        new Spec(
            claim.externalName(),
            declared.shards(),
            (int) declared.retention().toHours(),
            claim.id().toString()),
        declared.generation());
  }

  @Override
  public JsonNode describe(Spec desired) {
    return json(desired.shards(), desired.retention(), Optional.of(desired.mark()));
  }

  @Override
  public Observation observe(Spec desired) {
    reaper.step();
    Optional<FakeCloud.Thing> found = cloud.look(desired.name());
    if (found.isEmpty()) {
      return new Observation.Absent();
    }
    if (cloud.isBusy(desired.name())) {
      return new Observation.Changing("is busy");
    }
    FakeCloud.Thing thing = found.get();
    if (thing.mark().isPresent() && !thing.mark().get().equals(desired.mark())) {
      return new Observation.Foreign("It is marked " + thing.mark().get());
    }
    Ownership ownership = thing.mark().isPresent() ? Ownership.MARKED : Ownership.UNMARKED;
    JsonNode state =
        json(thing.properties().get(SHARDS), thing.properties().get(RETENTION), thing.mark());
    return new Observation.Present(state, ownership, "arn:" + desired.name());
  }

  @Override
  public void create(Spec desired) {
    reaper.step();
    cloud.create(desired.name(), Map.of(SHARDS, desired.shards(), RETENTION, 24), desired.mark());
    reaper.step();
  }

  @Override
  public Optional<Change> update(Spec desired, List<Difference> differences) {
    Difference first = differences.get(0);
    return Optional.of(
        new Change(
            "thing." + first.property(),
            List.of(first),
            Duration.ofMillis(50),
            () -> {
              reaper.step();
              switch (first.property()) {
                case SHARDS -> cloud.set(desired.name(), SHARDS, desired.shards());
                case RETENTION -> cloud.set(desired.name(), RETENTION, desired.retention());
                default -> cloud.mark(desired.name(), desired.mark());
              }
              reaper.step();
            }));
  }

  private static ObjectNode json(int shards, int retention, Optional<String> mark) {
    return JsonNodeFactory.instance
        .objectNode()
        .put(MARK, mark.orElse(null))
        .put(SHARDS, shards)
        .put(RETENTION, retention);
  }
}
