package com.eventbuspro.provisioner.table;

import com.eventbuspro.lake.table.LakeTables;
import com.eventbuspro.lake.table.TableDifference;
import com.eventbuspro.lake.table.TableOutcome;
import com.eventbuspro.lake.table.TableSpec;
import com.eventbuspro.provisioner.declaration.Declaration;
import com.eventbuspro.provisioner.declaration.Declarations;
import com.eventbuspro.provisioner.engine.Change;
import com.eventbuspro.provisioner.engine.Claim;
import com.eventbuspro.provisioner.engine.CloudException;
import com.eventbuspro.provisioner.engine.CloudFailure;
import com.eventbuspro.provisioner.engine.Difference;
import com.eventbuspro.provisioner.engine.Observation;
import com.eventbuspro.provisioner.engine.Ownership;
import com.eventbuspro.provisioner.engine.ResourceId;
import com.eventbuspro.provisioner.engine.ResourceKind;
import com.eventbuspro.provisioner.engine.ResourceType;
import com.eventbuspro.provisioner.engine.Target;
import com.eventbuspro.provisioner.engine.Why;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Keeps an event type's lake table and the quarantine table beside it: evolved to the newest schema
 * version before that is announced. The lake compares tables itself, so what is found is described
 * by what deviates, and not in full.
 */
public final class TableKind implements ResourceKind<TableSpec> {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final String DEVIATIONS = "deviations";
  private static final String DESIRED = "desired";
  private static final String OBSERVED = "observed";
  private static final String QUARANTINE = "quarantine";

  private final Supplier<LakeTables> tables;
  private final Declarations declarations;

  /**
   * A kind for one lake.
   *
   * @param tables opens the lake when first asked: its catalog may not be there earlier
   */
  public TableKind(Supplier<LakeTables> tables, Declarations declarations) {
    this.tables = tables;
    this.declarations = declarations;
  }

  @Override
  public ResourceType type() {
    return ResourceType.TABLE;
  }

  @Override
  public Target<TableSpec> target(Claim claim) {
    if (!declarations.everSettled(ResourceId.LAKE_BUCKET)) {
      return new Target.NotYet<>(
          new Why(
              "WaitingForBucket",
              "Waits until the lake's bucket is as declared; the inventory says how bucket:lake is"));
    }
    // The generation first: a schema version registered in between is then looked at once more.
    Declaration declared = declarations.read(claim.requiredEventType());
    TableSpec spec =
        new TableSpec(declared.name(), declared.owner(), declarations.schemas(declared.name()));
    return new Target.Wanted<>(spec, declared.generation());
  }

  @Override
  public JsonNode describe(TableSpec desired) {
    return NODES
        .objectNode()
        .put("owner", desired.owner().value())
        .put("schema_version", desired.versions().get(desired.versions().size() - 1).version());
  }

  @Override
  public Observation observe(TableSpec desired) {
    com.eventbuspro.lake.table.Observation found =
        guarded(CloudFailure.UNAVAILABLE, lake -> lake.observe(desired));
    if (found instanceof com.eventbuspro.lake.table.Observation.Foreign foreign) {
      return new Observation.Foreign(foreign.reason());
    }
    if (found instanceof com.eventbuspro.lake.table.Observation.Present present) {
      return new Observation.Present(
          description(present), Ownership.MARKED, present.uuid().toString());
    }
    return new Observation.Absent();
  }

  @Override
  public List<Difference> differences(TableSpec desired, JsonNode state) {
    List<Difference> differences = new ArrayList<>();
    for (Map.Entry<String, JsonNode> deviation : state.path(DEVIATIONS).properties()) {
      differences.add(
          new Difference(
              "/" + deviation.getKey(),
              deviation.getValue().path(DESIRED),
              deviation.getValue().path(OBSERVED)));
    }
    return differences;
  }

  /** What deviates no longer is as it was meant to be. */
  @Override
  public JsonNode valueAt(JsonNode state, Difference difference) {
    JsonNode deviation = state.path(DEVIATIONS).path(difference.path().substring(1));
    return deviation.isMissingNode() ? difference.desired() : deviation.path(OBSERVED);
  }

  @Override
  public void create(TableSpec desired) {
    require(guarded(CloudFailure.UNKNOWN_OUTCOME, lake -> lake.create(desired)));
  }

  @Override
  public Optional<Change> update(TableSpec desired, List<Difference> differences) {
    List<Difference> missing =
        differences.stream().filter(d -> d.path().equals("/" + QUARANTINE)).toList();
    if (!missing.isEmpty()) {
      return Optional.of(
          new Change("table.create_quarantine", missing, Duration.ZERO, () -> create(desired)));
    }
    return Optional.of(
        new Change(
            "table.evolve",
            differences,
            Duration.ZERO,
            () -> require(guarded(CloudFailure.UNKNOWN_OUTCOME, lake -> lake.evolve(desired)))));
  }

  private static void require(TableOutcome outcome) {
    if (outcome instanceof TableOutcome.Refused refused) {
      throw new CloudException(CloudFailure.INVALID, refused.reason());
    }
    if (outcome instanceof TableOutcome.Missing) {
      throw new CloudException(CloudFailure.NOT_FOUND, "The table was dropped meanwhile");
    }
  }

  private static ObjectNode description(com.eventbuspro.lake.table.Observation.Present present) {
    ObjectNode description =
        NODES
            .objectNode()
            .put("location", present.location())
            .put("schema_version", present.schemaVersion());
    ObjectNode deviations = description.putObject(DEVIATIONS);
    for (TableDifference difference : present.differences()) {
      deviations
          .putObject(difference.path())
          .put(DESIRED, difference.desired())
          .put(OBSERVED, difference.observed());
    }
    return description;
  }

  /** Iceberg's failures are many and say little: after a change, only looking tells. */
  private <T> T guarded(CloudFailure failure, Function<LakeTables, T> call) {
    try {
      return call.apply(tables.get());
    } catch (RuntimeException e) {
      throw new CloudException(failure, "The lake failed: " + e, e);
    }
  }
}
