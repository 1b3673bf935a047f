package com.eventbuspro.provisioner.engine;

import java.util.Objects;

/**
 * What a resource should be, read anew in every run.
 *
 * @param <D> what the kind needs to know to make it
 */
public sealed interface Target<D> {

  /**
   * It should be so.
   *
   * @param spec what the kind needs to know
   * @param generation the generation of the declaration that says so
   */
  record Wanted<D>(D spec, long generation) implements Target<D> {
    public Wanted {
      Objects.requireNonNull(spec, "spec");
    }
  }

  /**
   * Something else must exist first.
   *
   * @param why what is awaited
   */
  record NotYet<D>(Why why) implements Target<D> {
    public NotYet {
      Objects.requireNonNull(why, "why");
    }
  }
}
