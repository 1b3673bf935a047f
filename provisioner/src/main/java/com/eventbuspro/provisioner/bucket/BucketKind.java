package com.eventbuspro.provisioner.bucket;

import com.eventbuspro.model.Environment;
import com.eventbuspro.provisioner.bucket.BucketDescription.PublicAccess;
import com.eventbuspro.provisioner.engine.Change;
import com.eventbuspro.provisioner.engine.Claim;
import com.eventbuspro.provisioner.engine.CloudException;
import com.eventbuspro.provisioner.engine.CloudFailure;
import com.eventbuspro.provisioner.engine.Difference;
import com.eventbuspro.provisioner.engine.Observation;
import com.eventbuspro.provisioner.engine.ResourceKind;
import com.eventbuspro.provisioner.engine.ResourceType;
import com.eventbuspro.provisioner.engine.Target;
import com.eventbuspro.provisioner.ownership.Account;
import com.eventbuspro.provisioner.ownership.OwnershipTags;
import com.eventbuspro.provisioner.policy.Policies;
import com.eventbuspro.provisioner.policy.PolicyMeaning;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Keeps the lake's bucket: marked as ours, closed to the public, TLS only, encrypted. Versioning
 * stays off: Iceberg never overwrites a file, and old versions would only cost.
 */
public final class BucketKind implements ResourceKind<BucketSpec> {
  private static final String OWNER = "platform";
  private static final long GENERATION = 1;
  private static final String ALGORITHM = "AES256";
  private static final String TAGS = "tags";
  private static final String PUBLIC_ACCESS = "public_access";
  private static final String POLICY = "policy";
  private static final String ENCRYPTION = "encryption";

  private final ObjectStoreAdmin admin;
  private final Environment environment;
  private final Supplier<Account> account;

  /**
   * A kind for one environment.
   *
   * @param account where the bucket is; may ask AWS
   */
  public BucketKind(ObjectStoreAdmin admin, Environment environment, Supplier<Account> account) {
    this.admin = admin;
    this.environment = environment;
    this.account = account;
  }

  @Override
  public ResourceType type() {
    return ResourceType.BUCKET;
  }

  @Override
  public Target<BucketSpec> target(Claim claim) {
    String partition = account.get().partition();
    BucketSpec spec =
        new BucketSpec(
            claim.externalName(),
            partition,
            Policies.tlsOnly(partition, claim.externalName()),
            OwnershipTags.of(environment, claim.id(), null, OWNER));
    return new Target.Wanted<>(spec, GENERATION);
  }

  @Override
  public JsonNode describe(BucketSpec desired) {
    return description(
        new BucketDescription(
            ALGORITHM, PublicAccess.BLOCKED, desired.policy(), desired.tags().tags()),
        desired.partition());
  }

  @Override
  public Observation observe(BucketSpec desired) {
    Optional<BucketDescription> found = admin.describe(desired.name());
    if (found.isEmpty()) {
      return new Observation.Absent();
    }
    return desired
        .tags()
        .judge(
            "The bucket " + desired.name(),
            found.get().tags(),
            description(found.get(), desired.partition()),
            "arn:" + desired.partition() + ":s3:::" + desired.name());
  }

  @Override
  public void create(BucketSpec desired) {
    admin.create(desired.name());
  }

  @Override
  public Optional<Change> update(BucketSpec desired, List<Difference> differences) {
    Difference first = differences.get(0);
    String name = desired.name();
    List<Difference> alike =
        differences.stream().filter(d -> d.property().equals(first.property())).toList();
    return Optional.of(
        switch (first.property()) {
          case TAGS -> change("tags", alike, () -> tag(desired));
          case PUBLIC_ACCESS ->
              change("block_public_access", alike, () -> admin.blockPublicAccess(name));
          case POLICY -> change("policy", alike, () -> admin.setPolicy(name, desired.policy()));
          case ENCRYPTION -> change("encryption", alike, () -> admin.encrypt(name));
          default -> throw new IllegalStateException("No such property: " + first.path());
        });
  }

  /** S3 replaces all tags at once: those that others put there are read and kept. */
  private void tag(BucketSpec desired) {
    BucketDescription found =
        admin
            .describe(desired.name())
            .orElseThrow(
                () ->
                    new CloudException(
                        CloudFailure.NOT_FOUND, "The bucket " + desired.name() + " is gone"));
    Map<String, String> tags = new HashMap<>(found.tags());
    tags.putAll(desired.tags().tags());
    admin.setTags(desired.name(), tags);
  }

  private static Change change(String what, List<Difference> differences, Runnable work) {
    return new Change("bucket." + what, differences, Duration.ZERO, work);
  }

  private static ObjectNode description(BucketDescription bucket, String partition) {
    ObjectNode description = JsonNodeFactory.instance.objectNode();
    description.set(TAGS, OwnershipTags.json(bucket.tags()));
    description.put(PUBLIC_ACCESS, bucket.publicAccess().name());
    description.set(POLICY, meaning(bucket.policy(), partition));
    description.put(ENCRYPTION, bucket.encryption());
    return description;
  }

  private static JsonNode meaning(@Nullable String policy, String partition) {
    return policy == null
        ? JsonNodeFactory.instance.nullNode()
        : PolicyMeaning.of(policy, partition);
  }
}
