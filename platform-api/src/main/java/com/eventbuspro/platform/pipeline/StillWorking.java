package com.eventbuspro.platform.pipeline;

import java.io.IOException;

/** Told about once a second that work goes on. */
@FunctionalInterface
public interface StillWorking {
  /**
   * Passes it on to who waits.
   *
   * @throws IOException if nobody waits any more: then the work is cancelled
   */
  void stillWorking() throws IOException;
}
