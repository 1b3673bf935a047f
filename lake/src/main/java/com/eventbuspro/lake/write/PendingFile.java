package com.eventbuspro.lake.write;

/**
 * A data file of rejected rows that the event table's snapshot has decided on and the quarantine
 * table may not have yet.
 *
 * @param number the number of the commit that decided on it
 * @param day its partition: days since the epoch
 * @param rows how many rows it has
 * @param bytes its size
 * @param path where it is
 */
record PendingFile(long number, int day, long rows, long bytes, String path) {

  String encode() {
    return number + "|" + day + "|" + rows + "|" + bytes + "|" + path;
  }

  static PendingFile decode(String text) {
    String[] parts = text.split("\\|", 5);
    if (parts.length != 5) {
      throw new IllegalArgumentException("Not a pending quarantine file: '" + text + "'");
    }
    return new PendingFile(
        Long.parseLong(parts[0]),
        Integer.parseInt(parts[1]),
        Long.parseLong(parts[2]),
        Long.parseLong(parts[3]),
        parts[4]);
  }

  PendingFile withNumber(long decided) {
    return new PendingFile(decided, day, rows, bytes, path);
  }
}
