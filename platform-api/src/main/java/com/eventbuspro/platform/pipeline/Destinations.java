package com.eventbuspro.platform.pipeline;

import com.eventbuspro.model.InvalidInputException;
import com.eventbuspro.model.Violation;
import com.eventbuspro.model.pipeline.PipelineDestination;
import com.eventbuspro.platform.eventtype.DerivedEventTypes;
import com.eventbuspro.platform.eventtype.LakeTableNames;
import com.eventbuspro.platform.eventtype.PipelineImpacts;
import com.eventbuspro.platform.eventtype.Registration;
import com.eventbuspro.platform.problem.ApiException;
import com.eventbuspro.platform.security.ChangeRequest;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** What pipelines write to: claimed with them, and following them. */
@Component
class Destinations {
  private final DerivedEventTypes derived;
  private final LakeTableNames lakeTables;
  private final LakeTableColumns columns;
  private final PersonalWebhooks webhooks;
  private final PipelineReaders readers;
  private final PipelineWrites writes;

  Destinations(
      DerivedEventTypes derived,
      LakeTableNames lakeTables,
      LakeTableColumns columns,
      PersonalWebhooks webhooks,
      PipelineReaders readers,
      PipelineWrites writes) {
    this.derived = derived;
    this.lakeTables = lakeTables;
    this.columns = columns;
    this.webhooks = webhooks;
    this.readers = readers;
    this.writes = writes;
  }

  /**
   * Refuses, before anything is made, what must not get there.
   *
   * @param columns what the pipeline brings forth
   * @throws ApiException FORBIDDEN
   */
  void requireMaySend(
      PipelineDraft draft, List<OutputColumn> columns, String action, ChangeRequest change) {
    webhooks.requireMaySend(change, action, draft.name(), draft.spec().destination(), columns);
  }

  /** Why the destination cannot be had; empty when it can. */
  Optional<ApiException> taken(PipelineDraft draft) {
    PipelineDestination destination = draft.spec().destination();
    if (destination instanceof PipelineDestination.EventType to) {
      return derived.taken(to.name(), draft.name(), draft.owner());
    }
    return destination instanceof PipelineDestination.LakeTable to
        ? lakeTables.taken(to.name(), draft.name(), draft.owner())
        : Optional.empty();
  }

  /**
   * Claims the destination of a new pipeline, in its transaction.
   *
   * @return the secret of a webhook
   */
  Optional<WebhookSecret> claim(PipelineDraft draft, Analysis analysis, ChangeRequest change) {
    PipelineDestination destination = draft.spec().destination();
    if (destination instanceof PipelineDestination.EventType) {
      follow(draft, analysis, change);
      return Optional.empty();
    }
    if (destination instanceof PipelineDestination.LakeTable to) {
      lakeTables.reserve(to.name(), draft.name(), draft.owner());
      columns.add(to.name(), analysis.columns());
      return Optional.empty();
    }
    WebhookSecret secret = WebhookSecret.random();
    writes.insertSecret(draft.name(), secret);
    return Optional.of(secret);
  }

  /** Lets a destination follow its pipeline's SQL, in the transaction of the change. */
  void follow(PipelineDraft draft, Analysis analysis, ChangeRequest change) {
    if (draft.spec().destination() instanceof PipelineDestination.LakeTable to) {
      columns.add(to.name(), analysis.columns());
    } else if (draft.spec().destination() instanceof PipelineDestination.EventType to) {
      derived.ensure(
          Registration.timedBy(
              to.name().toString(),
              draft.owner().value(),
              draft.purpose(),
              schema(analysis),
              analysis.timeProperty()),
          draft.name(),
          change);
    }
  }

  /**
   * Asks, before the transaction, whether pipelines that read the derived event type go on with
   * what the SQL makes of it now. While nobody can tell, they do: its schema must be compatible.
   *
   * @throws ApiException BREAKS_PIPELINES
   */
  void requireFollowable(PipelineDraft draft, Analysis analysis) {
    if (draft.spec().destination() instanceof PipelineDestination.EventType to
        && !readers.of(to.name()).isEmpty()) {
      readers
          .impact(to.name(), schema(analysis))
          .ifPresent(impact -> PipelineImpacts.requireNoneBroken(to.name(), impact));
    }
  }

  /** Hands the destination to the pipeline's new team. */
  void handOver(PipelineDraft draft, ChangeRequest change) {
    PipelineDestination destination = draft.spec().destination();
    if (destination instanceof PipelineDestination.EventType to) {
      derived.handOver(to.name(), draft.owner(), change);
    } else if (destination instanceof PipelineDestination.LakeTable) {
      lakeTables.handOver(draft.name(), draft.owner());
    }
  }

  private static JsonNode schema(Analysis analysis) {
    if (analysis.eventSchema() == null) {
      throw new InvalidInputException(
          Violation.of(
              "/destination",
              "NO_EVENT_TYPE",
              "The result cannot be made an event type",
              "Send it to a lake table, or select columns that an event can have"));
    }
    return analysis.eventSchema();
  }
}
