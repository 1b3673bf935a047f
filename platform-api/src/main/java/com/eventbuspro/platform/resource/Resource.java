package com.eventbuspro.platform.resource;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Something the platform keeps in AWS or in the lake.
 *
 * @param id {@code kind:name}
 * @param kind what it is
 * @param eventType the event type it exists for; null for what all share
 * @param owner the team
 * @param externalName its name in AWS, or {@code namespace.table}
 * @param externalId its ARN or UUID once observed
 * @param state the last verdict
 * @param reason what is awaited, what failed or why it is blocked
 * @param desiredGeneration the generation it is to follow
 * @param observedGeneration the generation it was last seen to follow
 * @param observed how it was last seen
 * @param difference what desired and observed disagree on
 * @param attempts failed runs in a row
 * @param nextRunAt when it is looked at again
 * @param createdAt since when it is kept
 * @param modifiedAt when something was last learned of it
 */
public record Resource(
    String id,
    Kind kind,
    @Nullable String eventType,
    String owner,
    String externalName,
    @Nullable String externalId,
    State state,
    String reason,
    long desiredGeneration,
    long observedGeneration,
    @Nullable JsonNode observed,
    JsonNode difference,
    int attempts,
    Instant nextRunAt,
    Instant createdAt,
    Instant modifiedAt) {

  /** What it is. */
  public enum Kind {
    STREAM,
    BUCKET,
    TABLE,
    ROLE
  }

  /** The last verdict. */
  public enum State {
    PENDING,
    WAITING,
    SETTLED,
    FAILED,
    BLOCKED
  }
}
