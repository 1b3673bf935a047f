package com.eventbuspro.platform.quarantine;

import com.eventbuspro.lake.redrive.Preview;
import com.eventbuspro.platform.eventtype.PersonalData;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a re-drive would do if it were done now.
 *
 * @param matching how many records are meant
 * @param examined how many of them were read with the current schemas; the rest was only counted
 * @param wouldPass how many of the examined would enter the table
 * @param wouldFail why the others would not, the most frequent first
 * @param samples some that would pass
 */
public record RedrivePreview(
    long matching,
    long examined,
    long wouldPass,
    List<WouldFail> wouldFail,
    List<QuarantinedRecord> samples) {
  static final RedrivePreview NOTHING = new RedrivePreview(0, 0, 0, List.of(), List.of());

  public RedrivePreview {
    wouldFail = List.copyOf(wouldFail);
    samples = List.copyOf(samples);
  }

  /**
   * Records that would be rejected again.
   *
   * @param cause why, as of the current schemas
   * @param count how many
   * @param sample one of them, with what is wrong with it now
   */
  public record WouldFail(String cause, long count, QuarantinedRecord sample) {}

  static RedrivePreview of(Preview preview, @Nullable PersonalData hidden) {
    return new RedrivePreview(
        preview.matching(),
        preview.examined(),
        preview.passing(),
        preview.failing().stream()
            .map(f -> new WouldFail(f.cause(), f.count(), QuarantinedRecord.of(f.sample(), hidden)))
            .toList(),
        preview.samples().stream().map(sample -> QuarantinedRecord.of(sample, hidden)).toList());
  }
}
