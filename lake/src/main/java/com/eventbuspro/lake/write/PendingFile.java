package com.eventbuspro.lake.write;

import org.apache.iceberg.ContentFile;
import org.apache.iceberg.DeleteFile;

/**
 * A file that the event table's snapshot has decided on and the quarantine table may not have taken
 * over yet.
 *
 * @param kind what it has
 * @param number the number of the commit that decided on it
 * @param day its partition: days since the epoch
 * @param rows how many rows it has
 * @param bytes its size
 * @param path where it is
 */
record PendingFile(Kind kind, long number, int day, long rows, long bytes, String path) {
  /** A writer that knew no removals must fail at one, not take it for rejected rows. */
  private static final String REMOVALS = "removals|";

  /** What a file has. */
  enum Kind {
    /** Rejected records. */
    REJECTS,
    /** Shard and sequence number of records that are in quarantine no more. */
    REMOVALS
  }

  static PendingFile of(long number, ContentFile<?> file) {
    return new PendingFile(
        file instanceof DeleteFile ? Kind.REMOVALS : Kind.REJECTS,
        number,
        file.partition().get(0, Integer.class),
        file.recordCount(),
        file.fileSizeInBytes(),
        file.location());
  }

  String encode() {
    String text = number + "|" + day + "|" + rows + "|" + bytes + "|" + path;
    return kind == Kind.REMOVALS ? REMOVALS + text : text;
  }

  static PendingFile decode(String text) {
    Kind kind = text.startsWith(REMOVALS) ? Kind.REMOVALS : Kind.REJECTS;
    String[] parts = text.substring(kind == Kind.REMOVALS ? REMOVALS.length() : 0).split("\\|", 5);
    if (parts.length != 5) {
      throw new IllegalArgumentException("Not a pending quarantine file: '" + text + "'");
    }
    return new PendingFile(
        kind,
        Long.parseLong(parts[0]),
        Integer.parseInt(parts[1]),
        Long.parseLong(parts[2]),
        Long.parseLong(parts[3]),
        parts[4]);
  }
}
