package com.eventbuspro.lake.write;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One event, decoded.
 *
 * @param id its id
 * @param timeMicros when it happened, microseconds since the epoch
 * @param source where it came from, or null
 * @param schemaVersion the version whose struct {@code values} follows
 * @param values one per field of that struct, in its order: Boolean, Integer, Long, Float, Double,
 *     String, Long micros (timestamp), Integer days (date), Long micros (time), UUID, byte[],
 *     BigDecimal, List, Map, Object[]; null where absent. Not copied: leave it alone afterwards
 * @param extra JSON text of what the schema does not declare, or null
 * @param arrivalMicros when it arrived in the stream, microseconds since the epoch
 */
@SuppressWarnings("ArrayRecordComponent") // The hot path: a copy per record would be felt.
public record EventRow(
    String id,
    long timeMicros,
    @Nullable String source,
    int schemaVersion,
    @Nullable Object[] values,
    @Nullable String extra,
    long arrivalMicros) {
  public EventRow {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(values, "values");
  }
}
