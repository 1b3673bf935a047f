package com.eventbuspro.model.event;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What became of a record. Exactly one of three things, whatever its bytes are. */
public sealed interface Decoded {

  /**
   * A valid event.
   *
   * @param id the CloudEvents id, or {@code <shard>:<sequence>} for bare JSON
   * @param timeMicros event time, microseconds since the epoch
   * @param source the CloudEvents source; null for bare JSON
   * @param schemaVersion the version that the event was checked against
   * @param values one for each field of <em>that version's</em> struct, in its order; null where
   *     absent. BOOLEAN: Boolean, INT: Integer, LONG: Long, FLOAT: Float, DOUBLE: Double, STRING:
   *     String, TIMESTAMP: Long microseconds since the epoch, DATE: Integer days since the epoch,
   *     TIME: Long microseconds of the day, UUID: java.util.UUID, BINARY: byte[], decimal:
   *     BigDecimal of exactly its scale, list: List, map: Map from String, struct: Object[]
   * @param extra JSON text of an object with everything undeclared, or null when there was nothing.
   *     Nested properties keep their path ({@code {"legs":{"1":{"gate":"B7"}}}}: in the second
   *     element of legs); extension attributes of a CloudEvent stand under {@code _attributes}
   */
  @SuppressWarnings(
      "ArrayRecordComponent") // Rows are arrays all the way to Parquet; a copy per event would be
  // felt.
  record Event(
      String id,
      long timeMicros,
      @Nullable String source,
      int schemaVersion,
      @Nullable Object[] values,
      @Nullable String extra)
      implements Decoded {
    public Event {
      Objects.requireNonNull(id, "id");
      Objects.requireNonNull(values, "values");
    }
  }

  /**
   * A record that is no valid event of this type; it belongs into quarantine.
   *
   * @param cause why, for machines
   * @param pointer JSON Pointer into the record as received; empty for the whole of it
   * @param message why, for people: a sentence, with the value shortened (and not shown at all when
   *     the schema calls it personal data)
   * @param schemaVersion the version it was checked against; null when it did not get that far
   */
  record Rejected(
      RejectionCause cause, String pointer, String message, @Nullable Integer schemaVersion)
      implements Decoded {
    public Rejected {
      Objects.requireNonNull(cause, "cause");
      Objects.requireNonNull(pointer, "pointer");
      Objects.requireNonNull(message, "message");
    }
  }

  /**
   * An event that names a schema version this decoder was not given. It may have been registered a
   * moment ago: learn the newest versions and decode again before giving up on it.
   *
   * @param version the version that the event names
   */
  record UnknownVersion(int version) implements Decoded {

    /** What it is when the version does not exist after all. */
    public Rejected reject() {
      return new Rejected(
          RejectionCause.UNKNOWN_SCHEMA_VERSION,
          "/dataschema",
          "Schema version " + version + " of this event type is not registered",
          version);
    }
  }
}
