package com.eventbuspro.provisioner.engine;

import com.eventbuspro.model.EventTypeName;
import java.util.Objects;

/**
 * What a resource is called inside the platform: {@code stream:payments.card_settled}, {@code
 * bucket:lake}.
 *
 * @param type what kind of thing it is
 * @param name distinct within its kind
 */
public record ResourceId(ResourceType type, String name) {
  /** The bucket that holds the lake: one for the platform. */
  public static final ResourceId LAKE_BUCKET = new ResourceId(ResourceType.BUCKET, "lake");

  public ResourceId {
    Objects.requireNonNull(type, "type");
    if (name.isBlank()) {
      throw new IllegalArgumentException("A resource needs a name");
    }
  }

  /** An event type's resource of a kind. */
  public static ResourceId of(ResourceType type, EventTypeName eventType) {
    return new ResourceId(type, eventType.toString());
  }

  /** Reads what {@link #toString} wrote. */
  public static ResourceId parse(String text) {
    int colon = text.indexOf(':');
    if (colon < 0) {
      throw new IllegalArgumentException("Not a resource id: '" + text + "'");
    }
    return new ResourceId(ResourceType.ofWord(text.substring(0, colon)), text.substring(colon + 1));
  }

  @Override
  public String toString() {
    return type.word() + ":" + name;
  }
}
