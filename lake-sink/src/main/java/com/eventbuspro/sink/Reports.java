package com.eventbuspro.sink;

import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.streams.source.StreamStatus;

/** Takes what is to be told of the capture of event types. */
interface Reports {
  /** Reports how an event type is; repeating it costs nothing. */
  void report(EventTypeName eventType, Condition condition);

  /** Whether a stream is read as far as this reports of it. */
  boolean isRead(StreamStatus status);
}
