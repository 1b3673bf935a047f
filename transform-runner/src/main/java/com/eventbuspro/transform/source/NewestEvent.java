package com.eventbuspro.transform.source;

import com.eventbuspro.lake.table.Envelope;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.apache.iceberg.ContentFile;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Conversions;
import org.apache.iceberg.types.Types;
import org.jspecify.annotations.Nullable;

/**
 * How late the newest event of some files happened, by what the table's manifests say of them. Of
 * files with rows that are not wanted nothing is taken: it may be one of those.
 */
final class NewestEvent {
  private static final long MICROS_PER_MILLI = 1_000;

  private final Types.NestedField time;
  private final Types.NestedField arrival;
  private final @Nullable Instant since;
  private long millis = Long.MIN_VALUE;

  /**
   * None yet.
   *
   * @param since rows that arrived before are not wanted; null if all are
   */
  NewestEvent(Schema table, @Nullable Instant since) {
    this.time = table.findField(Envelope.TIME);
    this.arrival = table.findField(Envelope.INGESTED_AT);
    this.since = since;
  }

  void look(ContentFile<?> file) {
    Long latest = micros(file.upperBounds(), time);
    if (latest != null && isWanted(micros(file.lowerBounds(), arrival))) {
      millis = Math.max(millis, Math.floorDiv(latest, MICROS_PER_MILLI));
    }
  }

  private boolean isWanted(@Nullable Long firstArrival) {
    return since == null
        || (firstArrival != null
            && firstArrival >= ChronoUnit.MICROS.between(Instant.EPOCH, since));
  }

  private static @Nullable Long micros(
      @Nullable Map<Integer, ByteBuffer> bounds, Types.NestedField column) {
    ByteBuffer bound = bounds == null ? null : bounds.get(column.fieldId());
    return bound == null ? null : Conversions.fromByteBuffer(column.type(), bound);
  }

  /** {@link Long#MIN_VALUE} if nobody knows. */
  long millis() {
    return millis;
  }
}
