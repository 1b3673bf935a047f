package com.eventbuspro.provisioner.ownership;

import com.eventbuspro.model.Environment;
import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.provisioner.engine.Observation;
import com.eventbuspro.provisioner.engine.Ownership;
import com.eventbuspro.provisioner.engine.ResourceId;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The tags on everything the platform makes in AWS. Environment and resource id prove that a thing
 * is ours; event type and owner tell people and cost reports whose it is.
 *
 * @param tags the tags, never empty
 */
public record OwnershipTags(Map<String, String> tags) {
  private static final String ENVIRONMENT = "event-bus:environment";
  private static final String RESOURCE = "event-bus:resource";
  private static final String EVENT_TYPE = "event-bus:event-type";
  private static final String OWNER = "event-bus:owner";

  public OwnershipTags {
    tags = Map.copyOf(tags);
  }

  /**
   * The tags of a resource.
   *
   * @param eventType null for a resource of the platform's own
   */
  public static OwnershipTags of(
      Environment environment, ResourceId id, @Nullable EventTypeName eventType, String owner) {
    TreeMap<String, String> tags = new TreeMap<>();
    tags.put(ENVIRONMENT, environment.value());
    tags.put(RESOURCE, id.toString());
    tags.put(OWNER, owner);
    if (eventType != null) {
      tags.put(EVENT_TYPE, eventType.toString());
    }
    return new OwnershipTags(tags);
  }

  /**
   * What a thing with these tags is to us.
   *
   * @param subject what it is called, for people: {@code The stream x}
   * @param found the tags it has
   * @param state its description
   * @param externalId its ARN
   */
  public Observation judge(
      String subject, Map<String, String> found, JsonNode state, String externalId) {
    String environment = found.get(ENVIRONMENT);
    String resource = found.get(RESOURCE);
    if (environment == null && resource == null) {
      return new Observation.Present(state, Ownership.UNMARKED, externalId);
    }
    if (Objects.equals(tags.get(ENVIRONMENT), environment)
        && Objects.equals(tags.get(RESOURCE), resource)) {
      return new Observation.Present(state, Ownership.MARKED, externalId);
    }
    return new Observation.Foreign(
        subject
            + " exists, but its tags say that it is "
            + resource
            + " of environment "
            + environment
            + ". Remove or rename it, or set its tags "
            + RESOURCE
            + " and "
            + ENVIRONMENT
            + " right to hand it over");
  }

  /** Tags as a JSON object, in alphabetical order. */
  public static ObjectNode json(Map<String, String> tags) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    new TreeMap<>(tags).forEach(object::put);
    return object;
  }
}
