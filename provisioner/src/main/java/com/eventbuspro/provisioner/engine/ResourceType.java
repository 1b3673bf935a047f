package com.eventbuspro.provisioner.engine;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The kinds of real things the platform keeps. */
public enum ResourceType {
  STREAM("stream", "StreamReady"),
  BUCKET("bucket", null),
  TABLE("table", "TableReady"),
  ROLE("role", "AccessReady");

  private final String word;
  private final @Nullable String condition;

  ResourceType(String word, @Nullable String condition) {
    this.word = word;
    this.condition = condition;
  }

  /** What it is called in ids, actions and messages. */
  public String word() {
    return word;
  }

  /** The condition of its event type that this resource decides; none for a platform resource. */
  public Optional<String> condition() {
    return Optional.ofNullable(condition);
  }

  static ResourceType ofWord(String word) {
    return Arrays.stream(values())
        .filter(type -> type.word.equals(word))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("Not a kind of resource: '" + word + "'"));
  }
}
