package com.eventbuspro.provisioner.declaration;

import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.provisioner.engine.ResourceId;
import com.eventbuspro.provisioner.engine.ResourceType;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Turns declarations into resources to be kept. It compares generations, so it needs no list of
 * what happened: called once after a hundred changes it does the same as called a hundred times.
 * Replicas may plan at the same time.
 */
public final class Planner {
  private static final String PLATFORM_OWNER = "platform";
  private static final int BATCH = 200;
  private static final List<ResourceType> PER_EVENT_TYPE =
      List.of(ResourceType.ROLE, ResourceType.STREAM, ResourceType.TABLE);

  private final JdbcClient jdbc;
  private final TransactionOperations transactions;
  private final Names names;
  private final String lakeBucket;
  private final Clock clock;

  /**
   * A planner for one environment.
   *
   * @param lakeBucket the bucket the lake is in
   */
  public Planner(
      JdbcClient jdbc,
      TransactionOperations transactions,
      Names names,
      String lakeBucket,
      Clock clock) {
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.names = names;
    this.lakeBucket = lakeBucket;
    this.clock = clock;
  }

  /** Plans what the platform needs for itself; once per start is enough. */
  public void planPlatform() {
    transactions.executeWithoutResult(
        tx -> upsert(new Plan(ResourceId.LAKE_BUCKET, null, PLATFORM_OWNER, lakeBucket, 1), now()));
  }

  /**
   * Plans the resources of every event type that was registered or changed since they were planned.
   *
   * @return how many event types that were
   */
  public int planEventTypes() {
    int planned = 0;
    while (true) {
      List<Stale> stale = stale();
      stale.forEach(this::plan);
      planned += stale.size();
      if (stale.size() < BATCH) {
        return planned;
      }
    }
  }

  private List<Stale> stale() {
    return jdbc.sql(
            """
            SELECT t.name, t.owner, t.generation FROM event_type t
            WHERE (SELECT count(*) FROM resource r
                   WHERE r.event_type = t.name AND r.desired_generation >= t.generation) < :kinds
            ORDER BY t.name LIMIT :batch
            """)
        .param("kinds", PER_EVENT_TYPE.size())
        .param("batch", BATCH)
        .query(
            (row, number) ->
                new Stale(
                    EventTypeName.parse(row.getString("name")),
                    row.getString("owner"),
                    row.getLong("generation")))
        .list();
  }

  private void plan(Stale eventType) {
    OffsetDateTime now = now();
    transactions.executeWithoutResult(
        tx -> {
          // Always in the same order, so that two planners cannot wait for each other.
          for (ResourceType type : PER_EVENT_TYPE) {
            EventTypeName name = eventType.name();
            ResourceId id = ResourceId.of(type, name);
            upsert(
                new Plan(
                    id, name, eventType.owner(), externalName(type, name), eventType.generation()),
                now);
            type.condition().ifPresent(condition -> announce(eventType, condition, now));
          }
        });
  }

  private void upsert(Plan plan, OffsetDateTime now) {
    jdbc.sql(
            """
            INSERT INTO resource AS r (id, kind, event_type, owner, external_name,
              desired_generation, next_run_at, state_since, created_at, modified_at)
            VALUES (:id, :kind, :eventType, :owner, :externalName,
              :generation, :now, :now, :now, :now)
            ON CONFLICT (id) DO UPDATE SET
              owner = excluded.owner,
              desired_generation = excluded.desired_generation,
              next_run_at = excluded.next_run_at,
              attempts = 0,
              modified_at = excluded.modified_at
            WHERE r.desired_generation < excluded.desired_generation
            """)
        .param("id", plan.id().toString())
        .param("kind", plan.id().type().name())
        .param("eventType", plan.eventType() == null ? null : plan.eventType().toString())
        .param("owner", plan.owner())
        .param("externalName", plan.externalName())
        .param("generation", plan.generation())
        .param("now", now)
        .update();
  }

  private void announce(Stale eventType, String condition, OffsetDateTime now) {
    jdbc.sql(
            """
            INSERT INTO event_type_condition
              (event_type, type, status, reason, message, observed_generation, changed_at)
            VALUES (:name, :type, 'UNKNOWN', 'Planned', 'Will be looked at within a second', 0, :now)
            ON CONFLICT DO NOTHING
            """)
        .param("name", eventType.name().toString())
        .param("type", condition)
        .param("now", now)
        .update();
  }

  private String externalName(ResourceType type, EventTypeName name) {
    return switch (type) {
      case STREAM -> names.stream(name);
      case TABLE -> names.table(name);
      case ROLE -> names.producerRole(name);
      case BUCKET -> lakeBucket;
    };
  }

  private OffsetDateTime now() {
    return clock.instant().atOffset(ZoneOffset.UTC);
  }

  private record Stale(EventTypeName name, String owner, long generation) {}

  private record Plan(
      ResourceId id,
      @Nullable EventTypeName eventType,
      String owner,
      String externalName,
      long generation) {
    Plan {
      Objects.requireNonNull(id, "id");
      Objects.requireNonNull(externalName, "externalName");
    }
  }
}
