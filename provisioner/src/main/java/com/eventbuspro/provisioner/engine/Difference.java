package com.eventbuspro.provisioner.engine;

import java.util.Objects;
import tools.jackson.databind.JsonNode;

/**
 * One thing that is declared so and found otherwise.
 *
 * @param path JSON Pointer into the resource's description; empty for the whole, when nothing
 *     exists
 * @param desired the value declared; null node when it should not be
 * @param observed the value found; null node when there is none
 */
public record Difference(String path, JsonNode desired, JsonNode observed) {
  public Difference {
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(desired, "desired");
    Objects.requireNonNull(observed, "observed");
  }

  /** The top-level property it is in: {@code tags} of {@code /tags/owner}. */
  public String property() {
    int end = path.indexOf('/', 1);
    return path.isEmpty() ? "" : path.substring(1, end < 0 ? path.length() : end);
  }
}
