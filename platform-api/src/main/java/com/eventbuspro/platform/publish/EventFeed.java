package com.eventbuspro.platform.publish;

import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** The events of one request, one after the other. */
public interface EventFeed {
  /**
   * The next event; empty at the end.
   *
   * @throws IOException when the request breaks off
   */
  Optional<Candidate> next() throws IOException;

  /** A feed of events that are all there. */
  static EventFeed of(List<? extends Candidate> events) {
    Iterator<? extends Candidate> iterator = events.iterator();
    return () -> iterator.hasNext() ? Optional.of(iterator.next()) : Optional.empty();
  }
}
