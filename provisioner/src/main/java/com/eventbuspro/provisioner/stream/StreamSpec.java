package com.eventbuspro.provisioner.stream;

import com.eventbuspro.provisioner.ownership.OwnershipTags;
import com.eventbuspro.provisioner.retention.Retention;
import java.util.Objects;

/** A stream as it should be. */
record StreamSpec(String name, int shards, Retention retention, OwnershipTags tags) {
  StreamSpec {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(retention, "retention");
    Objects.requireNonNull(tags, "tags");
  }
}
