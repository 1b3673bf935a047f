package com.eventbuspro.provisioner.bucket;

import com.eventbuspro.provisioner.ownership.OwnershipTags;
import java.util.Objects;

/** A bucket as it should be. */
record BucketSpec(String name, String partition, String policy, OwnershipTags tags) {
  BucketSpec {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(policy, "policy");
    Objects.requireNonNull(tags, "tags");
  }
}
