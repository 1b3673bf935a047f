package com.eventbuspro.provisioner.stream;

import com.eventbuspro.provisioner.ownership.OwnershipTags;
import java.time.Duration;
import java.util.Objects;

/** A stream as it should be. */
record StreamSpec(String name, int shards, Duration retention, OwnershipTags tags) {
  StreamSpec {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(retention, "retention");
    Objects.requireNonNull(tags, "tags");
  }
}
