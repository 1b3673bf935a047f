package com.eventbuspro.transform.job;

import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.model.pipeline.PipelineDestination;
import com.eventbuspro.model.schema.EventSchema;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Where a job's result goes, with all that is needed to write it. */
public sealed interface JobOutput {
  /** It, as it was wished for. */
  PipelineDestination destination();

  /**
   * The stream of a derived event type; at least once, with ids that are the same each time.
   *
   * @param name the event type
   * @param stream its stream
   * @param schema the schema version that the events are written in
   * @param timeProperty the property that holds the event time, or null
   * @param partitionKey a JSON Pointer to the partition key, or null: then the id is
   */
  record EventType(
      EventTypeName name,
      String stream,
      EventSchema schema,
      @Nullable String timeProperty,
      @Nullable String partitionKey)
      implements JobOutput {
    public EventType {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(stream, "stream");
      Objects.requireNonNull(schema, "schema");
    }

    @Override
    public PipelineDestination destination() {
      return new PipelineDestination.EventType(name);
    }
  }

  /**
   * A lake table, exactly once.
   *
   * @param name the table that is really written: a candidate's has the version in its name
   * @param key the columns that tell rows apart; empty when rows are only added
   */
  record LakeTable(EventTypeName name, List<String> key) implements JobOutput {
    public LakeTable {
      Objects.requireNonNull(name, "name");
      key = List.copyOf(key);
    }

    @Override
    public PipelineDestination destination() {
      return new PipelineDestination.LakeTable(name, key);
    }
  }

  /**
   * An HTTP endpoint; at least once, with ids that are the same each time.
   *
   * @param url the endpoint
   * @param secret what requests are signed with
   * @param reach which addresses it may be at
   */
  record Webhook(URI url, WebhookSecret secret, Reach reach) implements JobOutput {
    public Webhook {
      Objects.requireNonNull(url, "url");
      Objects.requireNonNull(secret, "secret");
      Objects.requireNonNull(reach, "reach");
    }

    @Override
    public PipelineDestination destination() {
      return new PipelineDestination.Webhook(url);
    }
  }

  /** Which addresses a webhook may be at. */
  enum Reach {
    /** The internet, not this machine or the networks behind it. */
    PUBLIC,
    /** Anywhere. */
    ANYWHERE
  }
}
