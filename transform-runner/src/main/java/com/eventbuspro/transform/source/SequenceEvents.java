package com.eventbuspro.transform.source;

import org.apache.flink.api.connector.source.SourceEvent;

/**
 * What the enumerator of a sequence and its readers tell each other. History is read in rounds:
 * what the origin's snapshot has, then what the table was given meanwhile.
 */
final class SequenceEvents {
  private SequenceEvents() {}

  /**
   * To a reader: there is a round.
   *
   * @param round its number; the first, 0, is not announced
   */
  record RoundBegins(int round) implements SourceEvent {
    private static final long serialVersionUID = 1L;
  }

  /**
   * To a reader: no file is left that nobody has.
   *
   * @param round which round that ends
   */
  record NoMoreHistory(int round) implements SourceEvent {
    private static final long serialVersionUID = 1L;
  }

  /**
   * To the enumerator: the reader has read all files that it was given.
   *
   * @param round the last round that it heard the end of
   */
  record HistoryRead(int round) implements SourceEvent {
    private static final long serialVersionUID = 1L;
  }

  /**
   * To a reader: all history is read, by everybody.
   *
   * @param newest as in {@link SequenceState}
   */
  record Live(long newest) implements SourceEvent {
    private static final long serialVersionUID = 1L;
  }
}
