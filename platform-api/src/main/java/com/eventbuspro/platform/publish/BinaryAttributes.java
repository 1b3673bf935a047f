package com.eventbuspro.platform.publish;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A CloudEvent's attributes as they came in {@code ce-…} headers.
 *
 * @param values by name, without the prefix
 */
public record BinaryAttributes(Map<String, String> values) {
  public BinaryAttributes {
    values = Map.copyOf(values);
  }

  @Nullable String get(String name) {
    return values.get(name);
  }
}
