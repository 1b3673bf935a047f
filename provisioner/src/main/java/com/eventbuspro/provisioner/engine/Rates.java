package com.eventbuspro.provisioner.engine;

import java.util.Objects;

/**
 * How often the cloud may be asked about one kind of resource, by this process.
 *
 * @param observe looks
 * @param create creations
 * @param update other changes
 */
public record Rates(TokenBucket observe, TokenBucket create, TokenBucket update) {
  public Rates {
    Objects.requireNonNull(observe, "observe");
    Objects.requireNonNull(create, "create");
    Objects.requireNonNull(update, "update");
  }
}
