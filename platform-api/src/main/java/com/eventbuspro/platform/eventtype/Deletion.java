package com.eventbuspro.platform.eventtype;

import java.time.LocalDate;

/**
 * Rows that a shorter retention deletes, soon and for good.
 *
 * @param before what arrived before this day (UTC)
 * @param days days that have any
 * @param rows rows of the table
 * @param quarantinedRows rejected records
 * @param bytes what they take in the lake
 */
public record Deletion(LocalDate before, int days, long rows, long quarantinedRows, long bytes) {
  boolean isNothing() {
    return rows == 0 && quarantinedRows == 0;
  }
}
