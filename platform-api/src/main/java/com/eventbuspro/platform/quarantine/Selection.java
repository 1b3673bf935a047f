package com.eventbuspro.platform.quarantine;

import com.eventbuspro.lake.read.RejectedFilter;
import com.eventbuspro.lake.read.RejectedFilter.RecordKey;
import com.eventbuspro.model.InvalidInputException;
import com.eventbuspro.model.Texts;
import com.eventbuspro.model.Violation;
import com.eventbuspro.model.event.RejectionCause;
import com.eventbuspro.model.position.Position;
import com.eventbuspro.model.position.ShardId;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which records in quarantine a request means, not checked yet: those for which everything that is
 * said holds. Nothing said at all means none, so that nobody moves everything by mistake.
 *
 * @param cause why they were rejected, a code
 * @param from the earliest arrival, RFC 3339
 * @param to they arrived before this, RFC 3339
 * @param records these records, at most 1,000
 * @param all whether everything is meant; then nothing else may be said
 */
public record Selection(
    @Schema(example = "WRONG_TYPE") @Nullable String cause,
    @Schema(format = "date-time") @Nullable String from,
    @Schema(format = "date-time") @Nullable String to,
    @Nullable List<RecordPlace> records,
    @Nullable Boolean all) {
  private static final int MAX_RECORDS = 1_000;

  public Selection {
    records = records == null ? null : List.copyOf(records);
  }

  /**
   * What is meant, checked.
   *
   * @throws InvalidInputException with everything that is wrong
   */
  RejectedFilter check() {
    List<Violation> violations = new ArrayList<>();
    boolean narrowed = cause != null || from != null || to != null || records != null;
    if (Boolean.TRUE.equals(all) == narrowed) {
      violations.add(
          narrowed
              ? Violation.of("/all", "CONTRADICTION", "all means everything, yet more was said")
              : Violation.of(
                  "",
                  "NOTHING_SELECTED",
                  "Nothing says which records are meant",
                  "Give cause, from, to or records, or \"all\": true for everything"));
    }
    checkCause(violations);
    @Nullable Instant earliest = time("/from", from, violations);
    @Nullable Instant end = time("/to", to, violations);
    if (earliest != null && end != null && !earliest.isBefore(end)) {
      violations.add(Violation.of("/to", "INVALID_TIME", "to must be later than from"));
    }
    Set<RecordKey> keys = keys(violations);
    if (!violations.isEmpty()) {
      throw new InvalidInputException(violations);
    }
    return new RejectedFilter(cause, earliest, end, keys);
  }

  private void checkCause(List<Violation> violations) {
    List<String> known = Arrays.stream(RejectionCause.values()).map(Enum::name).toList();
    if (cause != null && !known.contains(cause)) {
      violations.add(
          Violation.of(
              "/cause",
              "UNKNOWN_CAUSE",
              "'" + Texts.abbreviate(cause) + "' is no cause",
              "One of " + String.join(", ", known)));
    }
  }

  private static @Nullable Instant time(
      String pointer, @Nullable String text, List<Violation> violations) {
    try {
      return text == null ? null : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      violations.add(
          Violation.of(
              pointer,
              "INVALID_TIME",
              "'" + Texts.abbreviate(text) + "' is not a time",
              "Use RFC 3339, such as 2026-01-31T12:00:00Z"));
      return null;
    }
  }

  private Set<RecordKey> keys(List<Violation> violations) {
    Set<RecordKey> keys = new HashSet<>();
    if (records == null) {
      return keys;
    }
    if (records.isEmpty() || records.size() > MAX_RECORDS) {
      violations.add(
          Violation.of(
              "/records",
              "WRONG_SIZE",
              "records has 1 to 1,000 of them, not " + records.size(),
              "Use cause, from and to for more"));
      return keys;
    }
    for (int i = 0; i < records.size(); i++) {
      try {
        keys.add(key(records.get(i)));
      } catch (IllegalArgumentException e) {
        violations.add(
            Violation.of(
                "/records/" + i,
                "INVALID_RECORD",
                "A record is named by shard and sequence, as answers show them"));
      }
    }
    return keys;
  }

  private static RecordKey key(RecordPlace place) {
    if (place.shard() == null || place.sequence() == null) {
      throw new IllegalArgumentException("Half a place");
    }
    return new RecordKey(new ShardId(place.shard()), Position.after(place.sequence()).encode());
  }
}
