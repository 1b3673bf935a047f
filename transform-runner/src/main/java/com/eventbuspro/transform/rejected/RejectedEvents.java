package com.eventbuspro.transform.rejected;

import java.io.Serializable;

/** Keeps rejected events; opened wherever Flink runs a part of the job that rejects some. */
public interface RejectedEvents extends Serializable {
  /** Opens it; nothing is done before the first event is kept. Whoever opened it closes it. */
  Session open();

  /** An opened one; used by one thread. */
  interface Session extends AutoCloseable {
    /**
     * Keeps an event, for good when this returns: the next checkpoint may leave it behind. The same
     * event may come again after a restart and counts once. When this throws, the job restarts.
     */
    void keep(RejectedEvent event);

    @Override
    void close();
  }
}
