package com.eventbuspro.transform.source;

import com.eventbuspro.transform.errors.EventPlace;
import com.eventbuspro.transform.rejected.EventFailedException;
import com.eventbuspro.transform.rejected.RecordFaults;
import com.eventbuspro.transform.rejected.RejectedEvents;
import com.eventbuspro.transform.rejected.RejectionBudget;
import com.eventbuspro.transform.rejected.Rejections;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.metrics.Counter;
import org.apache.flink.table.data.RowData;
import org.jspecify.annotations.Nullable;

/**
 * Through here every row goes to the SQL. The operators up to the first exchange between subtasks
 * run inside this call; when one of them throws because of the row, the event is kept as rejected
 * and reading goes on behind it.
 *
 * <p>Nothing of a rejected event reaches the result, with these exceptions: where one event makes
 * several rows (UNNEST), those made before the faulty one stay; where a query reads the event type
 * in several branches, branches that came before the faulty one keep theirs. What is thrown behind
 * an exchange cannot be traced to one event, and fails the job.
 */
final class RowGate implements AutoCloseable {
  private final Rejections rejections;
  private final String eventType;
  private final RejectionBudget budget = new RejectionBudget();
  private final Counter rejected;
  private RejectedEvents.@Nullable Session session;

  RowGate(Rejections rejections, String eventType, Counter rejected) {
    this.rejections = rejections;
    this.eventType = eventType;
    this.rejected = rejected;
  }

  /** Tells where an event is in the stream; asked only when it is rejected. */
  interface Place {
    Found find();

    /** Where it is. */
    record Found(String shard, String sequence) {}
  }

  void pass(RowData row, SourceOutput<RowData> output, Place place) {
    budget.record();
    try {
      output.collect(row);
    } catch (RuntimeException e) {
      reject(e, place);
    }
  }

  void pass(RowData row, long timestamp, SourceOutput<RowData> output, Place place) {
    budget.record();
    try {
      output.collect(row, timestamp);
    } catch (RuntimeException e) {
      reject(e, place);
    }
  }

  /** An event that can be no row. */
  void refuse(RuntimeException fault, Place place) {
    budget.record();
    reject(fault, place);
  }

  private void reject(RuntimeException thrown, Place place) {
    Throwable fault = RecordFaults.of(thrown);
    if (fault == null) {
      throw RecordFaults.mayBeOf(thrown) ? named(thrown, place) : thrown;
    }
    rejected.inc();
    Place.Found found = place.find();
    RejectedEvents.Session open = session;
    if (open == null) {
      open = rejections.events().open();
      session = open;
    }
    open.keep(rejections.event(eventType, found.shard(), found.sequence(), fault));
    budget.rejected(fault);
  }

  /** With the event's place in it, if that can be found out. */
  private RuntimeException named(RuntimeException thrown, Place place) {
    try {
      Place.Found found = place.find();
      return new EventFailedException(
          new EventPlace(eventType, found.shard(), found.sequence()), thrown);
    } catch (RuntimeException e) {
      thrown.addSuppressed(e);
      return thrown;
    }
  }

  @Override
  public void close() {
    if (session != null) {
      session.close();
      session = null;
    }
  }
}
