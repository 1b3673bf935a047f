package com.eventbuspro.platform.ledger;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;

/**
 * One hour of an event type's ledger.
 *
 * @param hour when it begins
 * @param state whether it adds up
 * @param reason why it is in that state and what to do
 * @param published records published through the platform and acknowledged
 * @param publishedBytes their size
 * @param publishedUnknown publishes whose answer was lost
 * @param inStream records read from the stream
 * @param inTable records in the table
 * @param inQuarantine records in quarantine
 * @param discarded rejected records that were given up with a reason
 * @param pending records published of which it is not certain yet that they were read
 * @param missing records certainly missing, at least
 * @param problems where it does not add up
 */
public record LedgerHour(
    @Schema(description = "When the hour begins, UTC") Instant hour,
    @Schema(
            description =
                "COMPLETE: everything published was read, and everything read is in the table, in"
                    + " quarantine or discarded. PENDING: not all is committed and compared yet."
                    + " MISSING: records are certainly missing, see problems. UNKNOWN: nobody can"
                    + " say, see problems")
        LedgerState state,
    @Schema(description = "Why, and what to do") String reason,
    @Schema(
            description =
                "Records published through the platform and acknowledged, by the hour of the"
                    + " acknowledgement. After a crash of the platform it may be less than were"
                    + " published, never more")
        long published,
    @Schema(description = "Bytes of the records published") long publishedBytes,
    @Schema(description = "Publishes whose answer was lost: in the stream or not")
        long publishedUnknown,
    @Schema(
            description =
                "Records read from the stream, whoever published them, by the hour of their arrival")
        long inStream,
    @Schema(description = "Of those: rows in the table") long inTable,
    @Schema(description = "Of those: in quarantine") long inQuarantine,
    @Schema(description = "Of those: rejected and discarded with a reason") long discarded,
    @Schema(description = "Records published that are not certainly read yet") long pending,
    @Schema(description = "Records certainly missing, at least") long missing,
    List<LedgerProblem> problems) {
  public LedgerHour {
    problems = List.copyOf(problems);
  }
}
