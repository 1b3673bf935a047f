package com.eventbuspro.provisioner.role;

import com.eventbuspro.model.Environment;
import com.eventbuspro.provisioner.declaration.Declaration;
import com.eventbuspro.provisioner.declaration.Declarations;
import com.eventbuspro.provisioner.declaration.Names;
import com.eventbuspro.provisioner.engine.Change;
import com.eventbuspro.provisioner.engine.Claim;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Keeps an event type's producer role: who assumes it may put records into that stream, and do
 * nothing else. A policy that someone added to it by hand is drift and is taken away again.
 */
public final class RoleKind implements ResourceKind<RoleSpec> {
  private static final String POLICY_NAME = "publish";
  private static final String TRUST_POLICY = "trust_policy";
  private static final String POLICIES = "policies";
  private static final String ATTACHED_POLICIES = "attached_policies";
  private static final String TAGS = "tags";
  private static final List<String> ACTIONS =
      List.of(
          "kinesis:PutRecord",
          "kinesis:PutRecords",
          "kinesis:DescribeStreamSummary",
          "kinesis:ListShards");

  private final AccessAdmin admin;
  private final Supplier<Account> account;
  private final Declarations declarations;
  private final Environment environment;
  private final String region;
  private final Names names;

  /**
   * A kind for one environment.
   *
   * @param account where the roles are; may ask AWS
   * @param region where the streams are
   */
  public RoleKind(
      AccessAdmin admin,
      Supplier<Account> account,
      Declarations declarations,
      Environment environment,
      String region) {
    this.admin = admin;
    this.account = account;
    this.declarations = declarations;
    this.environment = environment;
    this.region = region;
    this.names = new Names(environment);
  }

  @Override
  public ResourceType type() {
    return ResourceType.ROLE;
  }

  @Override
  public Target<RoleSpec> target(Claim claim) {
    Declaration declared = declarations.read(claim.requiredEventType());
    Account home = account.get();
    String stream = home.streamArn(region, names.stream(declared.name()));
    RoleSpec spec =
        new RoleSpec(
            claim.externalName(),
            "/event-bus/" + environment + "/",
            home.partition(),
            Policies.trustAccount(home.partition(), home.id()),
            Policies.allow(ACTIONS, stream),
            OwnershipTags.of(environment, claim.id(), declared.name(), declared.owner().value()));
    return new Target.Wanted<>(spec, declared.generation());
  }

  @Override
  public JsonNode describe(RoleSpec desired) {
    return description(
        desired,
        desired.trustPolicy(),
        Map.of(POLICY_NAME, desired.policy()),
        Set.of(),
        desired.tags().tags());
  }

  @Override
  public Observation observe(RoleSpec desired) {
    Optional<RoleDescription> role = admin.describe(desired.name());
    if (role.isEmpty()) {
      return new Observation.Absent();
    }
    RoleDescription found = role.get();
    ObjectNode description =
        description(
            desired, found.trustPolicy(), found.policies(), found.attachedPolicies(), found.tags());
    return desired
        .tags()
        .judge("The role " + desired.name(), found.tags(), description, found.arn());
  }

  @Override
  public void create(RoleSpec desired) {
    admin.create(desired.name(), desired.path(), desired.trustPolicy(), desired.tags().tags());
  }

  @Override
  public Optional<Change> update(RoleSpec desired, List<Difference> differences) {
    Difference first = differences.get(0);
    String name = desired.name();
    List<Difference> alike =
        differences.stream().filter(d -> d.property().equals(first.property())).toList();
    return Optional.of(
        switch (first.property()) {
          case TRUST_POLICY ->
              change("trust", alike, () -> admin.setTrustPolicy(name, desired.trustPolicy()));
          case POLICIES -> policy(desired, first);
          case ATTACHED_POLICIES -> detach(name, first);
          case TAGS -> change("tags", alike, () -> admin.tag(name, desired.tags().tags()));
          default -> throw new IllegalStateException("No such property: " + first.path());
        });
  }

  /** Our own policy first, then away with what is not ours, one by one. */
  private Change policy(RoleSpec desired, Difference whole) {
    TreeMap<String, JsonNode> policies = new TreeMap<>();
    whole.observed().forEach(p -> policies.put(p.path("name").stringValue(), p.path("document")));
    JsonNode ours = PolicyMeaning.of(desired.policy(), desired.partition());
    if (!ours.equals(policies.put(POLICY_NAME, ours))) {
      return change(
          "policy",
          List.of(new Difference(whole.path(), policies(policies), whole.observed())),
          () -> admin.setPolicy(desired.name(), POLICY_NAME, desired.policy()));
    }
    String extra =
        policies.keySet().stream().filter(p -> !p.equals(POLICY_NAME)).findFirst().orElseThrow();
    policies.remove(extra);
    return change(
        "remove_policy",
        List.of(new Difference(whole.path(), policies(policies), whole.observed())),
        () -> admin.removePolicy(desired.name(), extra));
  }

  private Change detach(String name, Difference whole) {
    ArrayNode rest = JsonNodeFactory.instance.arrayNode();
    whole.observed().forEach(rest::add);
    String policy = rest.remove(0).stringValue();
    return change(
        "detach_policy",
        List.of(new Difference(whole.path(), rest, whole.observed())),
        () -> admin.detachPolicy(name, policy));
  }

  private static Change change(String what, List<Difference> differences, Runnable work) {
    return new Change("role." + what, differences, Duration.ZERO, work);
  }

  private static ObjectNode description(
      RoleSpec spec,
      String trustPolicy,
      Map<String, String> policies,
      Set<String> attached,
      Map<String, String> tags) {
    TreeMap<String, JsonNode> meanings = new TreeMap<>();
    policies.forEach((name, text) -> meanings.put(name, PolicyMeaning.of(text, spec.partition())));
    ObjectNode description = JsonNodeFactory.instance.objectNode();
    description.set(TRUST_POLICY, PolicyMeaning.of(trustPolicy, spec.partition()));
    description.set(POLICIES, policies(meanings));
    ArrayNode arns = description.putArray(ATTACHED_POLICIES);
    new TreeSet<>(attached).forEach(arns::add);
    description.set(TAGS, OwnershipTags.json(tags));
    return description;
  }

  /** A list, since lists are compared as a whole: a policy too many is a difference. */
  private static ArrayNode policies(TreeMap<String, JsonNode> meanings) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    meanings.forEach(
        (name, meaning) -> array.addObject().put("name", name).set("document", meaning));
    return array;
  }
}
