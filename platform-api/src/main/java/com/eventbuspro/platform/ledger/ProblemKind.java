package com.eventbuspro.platform.ledger;

/** Why an hour does not add up, or why nobody can say whether it does. */
public enum ProblemKind {
  /** Records that were published through the platform and acknowledged were never read. */
  NOT_CAPTURED(
      "Records published here were passed over: they are in neither the table nor the quarantine."
          + " Publish them again if you have them; if they were not older than the stream's"
          + " retention, report this"),
  /** Records that were read are neither in the table nor in quarantine. */
  DROPPED(
      "Records were read from the stream and written nowhere. This must not happen: report it, and"
          + " read the stream again by rolling the table back while the stream still has them"),
  /** There are more rows than were read. */
  DOUBLED("There are more rows than records were read. This must not happen: report it"),
  /** The stream had dropped a part of a shard before it was read. */
  TRIMMED(
      "This part of the shard was older than the stream's retention before it was read. Whether"
          + " it held records published otherwise is not known. Raise the retention"),
  /** What was captured was not counted. */
  NOT_RECORDED(
      "What was captured here was not counted: a version without a ledger wrote it, or snapshots"
          + " expired before they were recorded. Count the rows in the table if you must know"),
  /** The table was rolled back. */
  ROLLED_BACK(
      "The table was rolled back and what that took back was not counted, so counts of the hours"
          + " before may be too high"),
  /** The table was dropped and made anew. */
  TABLE_REMADE(
      "The table was dropped and made anew. What it held before is gone, and counts as missing"
          + " where the stream had it no more");

  private final String message;

  ProblemKind(String message) {
    this.message = message;
  }

  /** What that means and what to do, for people. */
  String message() {
    return message;
  }
}
