package com.eventbuspro.transform.source;

import org.apache.flink.api.connector.source.SourceEvent;

/** What the enumerator of a sequence and its readers tell each other. */
final class SequenceEvents {
  private SequenceEvents() {}

  /** To a reader: no file of history is left that nobody has. */
  record NoMoreHistory() implements SourceEvent {
    private static final long serialVersionUID = 1L;
  }

  /** To the enumerator: the reader has read all files that it was given, and heard of no more. */
  record HistoryRead() implements SourceEvent {
    private static final long serialVersionUID = 1L;
  }
}
