package com.eventbuspro.provisioner.role;

import com.eventbuspro.provisioner.ownership.OwnershipTags;
import java.util.Objects;

/** A producer role as it should be. */
record RoleSpec(
    String name,
    String path,
    String partition,
    String trustPolicy,
    String policy,
    OwnershipTags tags) {
  RoleSpec {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(trustPolicy, "trustPolicy");
    Objects.requireNonNull(policy, "policy");
    Objects.requireNonNull(tags, "tags");
  }
}
