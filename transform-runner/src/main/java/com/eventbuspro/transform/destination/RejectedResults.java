package com.eventbuspro.transform.destination;

import com.eventbuspro.transform.rejected.RejectedEvent;
import com.eventbuspro.transform.rejected.RejectedEvents;
import com.eventbuspro.transform.rejected.RejectionBudget;
import com.eventbuspro.transform.rejected.Rejections;
import org.apache.flink.metrics.Counter;
import org.jspecify.annotations.Nullable;

/** Keeps what a destination refuses, and counts. Used by one thread. */
final class RejectedResults implements AutoCloseable {
  /** The counter of a sink's subtask. */
  static final String METRIC = "eventBusRejected";

  private final Rejections rejections;
  private final String destination;
  private final Counter counter;
  private final RejectionBudget budget = new RejectionBudget();
  private RejectedEvents.@Nullable Session session;

  RejectedResults(Rejections rejections, String destination, Counter counter) {
    this.rejections = rejections;
    this.destination = destination;
    this.counter = counter;
  }

  /** A result is taken up. */
  void result() {
    budget.record();
  }

  void reject(String id, ResultFault fault) {
    counter.inc();
    RejectedEvents.Session open = session;
    if (open == null) {
      open = rejections.events().open();
      session = open;
    }
    open.keep(rejections.event(destination, RejectedEvent.RESULT, id, fault.code(), fault));
    budget.rejected(fault);
  }

  @Override
  public void close() {
    if (session != null) {
      session.close();
      session = null;
    }
  }
}
