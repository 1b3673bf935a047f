package com.eventbuspro.provisioner.bucket;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A bucket as it is.
 *
 * @param encryption the default encryption's algorithm, or null when there is none
 * @param publicAccess whether the public can be let in
 * @param policy its policy document, or null when there is none
 * @param tags its tags
 */
public record BucketDescription(
    @Nullable String encryption,
    PublicAccess publicAccess,
    @Nullable String policy,
    Map<String, String> tags) {

  /** Whether the public can be let into a bucket. */
  public enum PublicAccess {
    /** By no policy and no list. */
    BLOCKED,
    /** By some. */
    POSSIBLE
  }

  public BucketDescription {
    tags = Map.copyOf(tags);
  }
}
