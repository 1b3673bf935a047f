package com.eventbuspro.provisioner.engine;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a run found, and hence when the next is due. */
public sealed interface Verdict {

  /**
   * What exists is what is declared.
   *
   * @param recheckAfter when to look for drift, at the latest
   * @param note what people should know all the same; null for nothing
   */
  record Settled(Duration recheckAfter, @Nullable Why note) implements Verdict {}

  /**
   * All well, but not done: a change takes effect, something else must exist first, or it is not
   * our turn.
   *
   * @param after when to look again
   * @param why what is awaited
   */
  record Waiting(Duration after, Why why) implements Verdict {}

  /**
   * Something went wrong that may go right by itself: retried, ever more slowly.
   *
   * @param why what went wrong
   */
  record Failed(Why why) implements Verdict {}

  /**
   * A person or a new declaration is needed. Looked at again with every recheck all the same, so
   * that a person who mends it outside needs to tell nobody.
   *
   * @param why what stands in the way
   */
  record Blocked(Why why) implements Verdict {}
}
