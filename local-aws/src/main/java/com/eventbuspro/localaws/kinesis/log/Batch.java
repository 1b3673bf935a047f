package com.eventbuspro.localaws.kinesis.log;

import java.util.List;

/**
 * What one read found.
 *
 * @param records in order, without gaps
 * @param nextIndex where the next read goes on
 * @param tipIndex the index the next record appended will get, as of the read
 */
public record Batch(List<StoredRecord> records, long nextIndex, long tipIndex) {

  /** Whether there was nothing newer than what was read. */
  public boolean reachesTip() {
    return nextIndex >= tipIndex;
  }
}
