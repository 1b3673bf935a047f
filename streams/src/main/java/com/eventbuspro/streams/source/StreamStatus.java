package com.eventbuspro.streams.source;

import com.eventbuspro.streams.StreamFailure;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How one subtask gets on with a stream.
 *
 * @param shards how many shards it has to read now (not those that wait for a parent or ended)
 * @param reading how many of them answered since they were last sought
 * @param behind how far the slowest of them is behind its newest record
 * @param trouble what is wrong, or null
 * @param elsewhere in the stream's home, how the worst of the other subtasks that have shards of it
 *     gets on; null when there are none
 */
public record StreamStatus(
    int shards,
    int reading,
    Duration behind,
    @Nullable Trouble trouble,
    @Nullable ShareStatus elsewhere) {
  /**
   * What is wrong with a stream. It is retried without end, so this may pass by itself.
   *
   * @param code the kind of trouble
   * @param message for people
   */
  public record Trouble(StreamFailure code, String message) {}

  /** Whether every shard that this subtask has to read answers. */
  public boolean answers() {
    return trouble == null && reading == shards;
  }

  /** Whether what is published now will be read: every open shard answers, here and elsewhere. */
  public boolean captures() {
    return answers() && (elsewhere == null ? shards > 0 : elsewhere.works());
  }
}
