package com.eventbuspro.lake.read;

import com.eventbuspro.lake.table.Envelope;
import com.eventbuspro.lake.table.Quarantine;
import com.eventbuspro.model.position.ShardId;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;
import org.jspecify.annotations.Nullable;

/**
 * Which records in quarantine are meant: those for which everything said holds.
 *
 * @param cause why they were rejected, a code; null for any
 * @param from the earliest arrival; null for any
 * @param to they arrived before this; null for any
 * @param records these records only; empty for any
 */
public record RejectedFilter(
    @Nullable String cause, @Nullable Instant from, @Nullable Instant to, Set<RecordKey> records) {
  /** All of them. */
  public static final RejectedFilter ALL = new RejectedFilter(null, null, null, Set.of());

  /**
   * One record.
   *
   * @param shard the shard it was read from
   * @param sequence its sequence number there
   */
  public record RecordKey(ShardId shard, String sequence) {}

  public RejectedFilter {
    records = Set.copyOf(records);
    if (from != null && to != null && !from.isBefore(to)) {
      throw new IllegalArgumentException("No time is from " + from + " and before " + to);
    }
  }

  RowMatch match() {
    return new RowMatch(expression(), this::matches, List.of(Quarantine.CAUSE));
  }

  private Expression expression() {
    Expression all = Expressions.alwaysTrue();
    if (cause != null) {
      all = Expressions.and(all, Expressions.equal(Quarantine.CAUSE, cause));
    }
    if (from != null) {
      all =
          Expressions.and(all, Expressions.greaterThanOrEqual(Envelope.INGESTED_AT, micros(from)));
    }
    if (to != null) {
      all = Expressions.and(all, Expressions.lessThanOrEqual(Envelope.INGESTED_AT, micros(to)));
    }
    if (!records.isEmpty()) {
      Set<String> sequences =
          records.stream().map(RecordKey::sequence).collect(Collectors.toUnmodifiableSet());
      all = Expressions.and(all, Expressions.in(Envelope.SEQUENCE, sequences.toArray()));
    }
    return all;
  }

  private boolean matches(Record row) {
    Instant arrival = ((OffsetDateTime) row.getField(Envelope.INGESTED_AT)).toInstant();
    return (cause == null || cause.equals(row.getField(Quarantine.CAUSE)))
        && (from == null || !arrival.isBefore(from))
        && (to == null || arrival.isBefore(to))
        && (records.isEmpty() || records.contains(key(row)));
  }

  private static RecordKey key(Record row) {
    return new RecordKey(
        new ShardId((String) row.getField(Envelope.SHARD)),
        (String) row.getField(Envelope.SEQUENCE));
  }

  private static long micros(Instant time) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, time);
  }
}
