package com.eventbuspro.provisioner.engine;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a resource's row remembers of the cloud from one run to the next.
 *
 * @param externalId ARN or UUID, once it was seen with our marks
 * @param madeAt when we made what exists; null while nothing of ours does
 * @param observed what was found last
 * @param differences where it differed from what is declared
 * @param intent the change whose outcome is not known yet
 * @param intentAt when the last intent was recorded
 */
record Memory(
    @Nullable String externalId,
    @Nullable Instant madeAt,
    @Nullable JsonNode observed,
    List<Difference> differences,
    @Nullable Intent intent,
    @Nullable Instant intentAt) {

  static final Memory NOTHING = new Memory(null, null, null, List.of(), null, null);

  Memory {
    differences = List.copyOf(differences);
  }

  /** Nothing is there (any more). */
  Memory absent(List<Difference> found) {
    return new Memory(null, null, null, found, intent, intentAt);
  }

  Memory seen(JsonNode state, List<Difference> found) {
    return new Memory(externalId, madeAt, state, found, intent, intentAt);
  }

  Memory marked(String id, Instant since) {
    return new Memory(id, madeAt == null ? since : madeAt, observed, differences, intent, intentAt);
  }

  Memory made(Instant at) {
    return new Memory(externalId, at, observed, differences, intent, intentAt);
  }

  Memory intending(Intent change, Instant at) {
    return new Memory(externalId, madeAt, observed, differences, change, at);
  }

  Memory withoutIntent() {
    return new Memory(externalId, madeAt, observed, differences, null, intentAt);
  }

  /** When what should now be there was asked for; null when it was not, or is known to be gone. */
  @Nullable Instant askedFor() {
    return intent != null && intent.kind() == Intent.Kind.CREATE ? intentAt : madeAt;
  }

  /** Whether something of ours is known to exist. */
  boolean exists() {
    return madeAt != null;
  }

  /** Whether we made it and have not yet seen our marks on it. */
  boolean madeButNotMarked() {
    return madeAt != null && externalId == null;
  }
}
