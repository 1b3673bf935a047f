package com.eventbuspro.sink.metrics;

/**
 * What is counted of every event type, exported as {@code event_bus_sink_<name>_total} with the
 * label {@code event_type}. Quarantined rows are counted apart, by cause: {@link
 * TableMetrics#quarantined}.
 */
public enum SinkCounter {
  /** Records taken from the stream; what is read again after a failure counts again. */
  READ_RECORDS(
      "read_records",
      "Records taken from the stream; those read again after a failure count again"),
  READ_BYTES(
      "read_bytes", "Bytes of the records taken from the stream; those read again count again"),
  ROWS("rows", "Rows committed to the lake table"),
  FILES("files", "Data files committed to the lake table and its quarantine"),
  FILE_BYTES("file_bytes", "Bytes of the data files committed"),
  COMMITS("commits", "Commits that are certainly in the table"),
  RETRIES(
      "retries",
      "Times that opening, evolving or committing the table failed, each tried again without end"),
  UNKNOWN_OUTCOMES(
      "unknown_outcomes",
      "Times that the lake did not say whether a commit was done; read back then"),
  LOST_RACES(
      "lost_races", "Commits given up because somebody else had moved the positions meanwhile"),
  POSSIBLE_LOSSES(
      "possible_losses",
      "Times that records may have left the stream unread: older than its retention");

  private final String key;
  private final String help;

  SinkCounter(String key, String help) {
    this.key = key;
    this.help = help;
  }

  /** Its name in Flink's metrics, and a part of its name in Prometheus. */
  public String key() {
    return key;
  }

  /** What it counts, for people. */
  public String help() {
    return help;
  }
}
