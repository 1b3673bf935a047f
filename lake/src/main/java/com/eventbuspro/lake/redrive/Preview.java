package com.eventbuspro.lake.redrive;

import com.eventbuspro.lake.read.RejectedRecord;
import java.util.List;

/**
 * What a re-drive would do if it were done now.
 *
 * @param matching how many records the filter means
 * @param examined how many of those were read with the current schemas; the rest was only counted
 * @param passing how many of the examined would enter the table
 * @param failing why the others would not, the most frequent first
 * @param samples some that would pass
 */
public record Preview(
    long matching,
    long examined,
    long passing,
    List<Failing> failing,
    List<RejectedRecord> samples) {
  public Preview {
    failing = List.copyOf(failing);
    samples = List.copyOf(samples);
  }

  /**
   * Records that would be rejected again.
   *
   * @param cause why, as of the current schemas
   * @param count how many
   * @param sample one of them, with what is wrong with it now
   */
  public record Failing(String cause, long count, RejectedRecord sample) {}
}
