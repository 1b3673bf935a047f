package com.eventbuspro.sink;

import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.streams.source.ReaderControl;
import com.eventbuspro.streams.source.ShareStatus;
import com.eventbuspro.streams.source.StreamStatus;
import org.jspecify.annotations.Nullable;

/**
 * Reports how this subtask gets on with its share of one stream to the stream's home, which answers
 * for the whole: several writers of one condition would hide one another's trouble.
 */
final class ShareReports implements Reports {
  private final ReaderControl reader;
  private final String stream;
  private @Nullable ShareStatus told;

  ShareReports(ReaderControl reader, String stream) {
    this.reader = reader;
    this.stream = stream;
  }

  @Override
  public void report(EventTypeName eventType, Condition condition) {
    ShareStatus status = status(condition);
    if (!status.equals(told)) {
      told = status;
      reader.tellHome(stream, status);
    }
  }

  /** A share all of whose shards ended is read: nothing is left of it. */
  @Override
  public boolean isRead(StreamStatus status) {
    return status.answers();
  }

  private static ShareStatus status(Condition condition) {
    if (condition.status() == Condition.Status.FALSE) {
      return ShareStatus.failing(condition.reason(), condition.message());
    }
    return condition.reason().equals(Condition.CAPTURING)
        ? ShareStatus.FINE
        : ShareStatus.notable(condition.reason(), condition.message());
  }
}
