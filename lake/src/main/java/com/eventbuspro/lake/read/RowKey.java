package com.eventbuspro.lake.read;

import com.eventbuspro.lake.table.Envelope;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Comparator;
import org.apache.iceberg.data.Record;

/**
 * A row's place in the order of arrival: time, then sequence number, then shard. No two rows of a
 * table share one, so it also serves as the cursor between pages.
 *
 * @param arrivalMicros when the record arrived, microseconds since the epoch
 * @param sequence its sequence number
 * @param shard its shard
 */
public record RowKey(long arrivalMicros, String sequence, String shard)
    implements Comparable<RowKey> {
  private static final Comparator<RowKey> ORDER =
      Comparator.comparingLong(RowKey::arrivalMicros)
          .thenComparingInt(key -> key.sequence().length())
          .thenComparing(RowKey::sequence)
          .thenComparing(RowKey::shard);

  static RowKey of(Record row) {
    OffsetDateTime arrival = (OffsetDateTime) row.getField(Envelope.INGESTED_AT);
    return new RowKey(
        ChronoUnit.MICROS.between(Instant.EPOCH, arrival.toInstant()),
        (String) row.getField(Envelope.SEQUENCE),
        (String) row.getField(Envelope.SHARD));
  }

  /** Text that a URL can carry. */
  public String encode() {
    String text = arrivalMicros + "/" + sequence + "/" + shard;
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Reads what {@link #encode} wrote.
   *
   * @throws IllegalArgumentException if the text is anything else
   */
  public static RowKey decode(String text) {
    String[] parts =
        new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8).split("/", 3);
    if (parts.length != 3) {
      throw new IllegalArgumentException("Not a cursor");
    }
    return new RowKey(Long.parseLong(parts[0]), parts[1], parts[2]);
  }

  @Override
  public int compareTo(RowKey other) {
    return ORDER.compare(this, other);
  }
}
