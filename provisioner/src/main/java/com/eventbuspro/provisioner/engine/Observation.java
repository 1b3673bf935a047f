package com.eventbuspro.provisioner.engine;

import java.util.Objects;
import tools.jackson.databind.JsonNode;

/** What was found in the cloud under a resource's name. */
public sealed interface Observation {

  /** Nothing. */
  record Absent() implements Observation {}

  /**
   * Something that cannot be judged or changed at the moment.
   *
   * @param what what it is doing, a clause for people: {@code is being created}
   */
  record Changing(String what) implements Observation {
    public Changing {
      Objects.requireNonNull(what, "what");
    }
  }

  /**
   * Something that carries someone else's marks. It is left alone.
   *
   * @param reason how we know, and what a person can do about it
   */
  record Foreign(String reason) implements Observation {
    public Foreign {
      Objects.requireNonNull(reason, "reason");
    }
  }

  /**
   * Something steady.
   *
   * @param state its description, in the shape of the declared one
   * @param ownership whether it is marked as ours
   * @param externalId its ARN or UUID
   */
  record Present(JsonNode state, Ownership ownership, String externalId) implements Observation {
    public Present {
      Objects.requireNonNull(state, "state");
      Objects.requireNonNull(ownership, "ownership");
      Objects.requireNonNull(externalId, "externalId");
    }
  }
}
