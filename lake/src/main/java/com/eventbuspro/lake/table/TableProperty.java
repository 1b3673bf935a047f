package com.eventbuspro.lake.table;

import com.eventbuspro.model.EventTypeName;
import java.util.Map;
import java.util.TreeMap;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableProperties;

/** The table properties that we set, and what they say of a table. */
public final class TableProperty {
  /** The team that owns the event type. */
  public static final String OWNER = "event-bus.owner";

  /** The event type that the table belongs to; a table without it is not ours. */
  public static final String EVENT_TYPE = "event-bus.event-type";

  /** What the table holds of the event type: {@code events} or {@code quarantine}. */
  public static final String ROLE = "event-bus.role";

  /** The schema version that the table was last evolved to. */
  public static final String SCHEMA_VERSION = "event-bus.schema-version";

  private static final String METRICS = TableProperties.METRICS_MODE_COLUMN_CONF_PREFIX;

  private static final Map<String, String> COMMON =
      Map.ofEntries(
          Map.entry(TableProperties.PARQUET_COMPRESSION, "zstd"),
          Map.entry(TableProperties.PARQUET_COMPRESSION_LEVEL, "3"),
          Map.entry(TableProperties.METADATA_COMPRESSION, "gzip"),
          // Each commit writes a metadata file: keep a quarter of an hour of them, not all.
          Map.entry(TableProperties.METADATA_DELETE_AFTER_COMMIT_ENABLED, "true"),
          Map.entry(TableProperties.METADATA_PREVIOUS_VERSIONS_MAX, "100"),
          Map.entry(TableProperties.WRITE_TARGET_FILE_SIZE_BYTES, "134217728"),
          // Said per column, so that a table with very many columns keeps them too.
          Map.entry(METRICS + Envelope.INGESTED_AT, "full"),
          Map.entry(METRICS + Envelope.SEQUENCE, "full"),
          Map.entry(METRICS + Envelope.SHARD, "full"));

  private static final Map<String, String> OF_EVENTS =
      Map.of(
          METRICS + Envelope.TIME, "full",
          METRICS + Envelope.SCHEMA_VERSION, "full",
          METRICS + Envelope.ID, "counts",
          METRICS + Envelope.EXTRA, "counts");

  private static final Map<String, String> OF_QUARANTINE =
      Map.of(METRICS + Quarantine.PAYLOAD, "none", METRICS + Quarantine.MESSAGE, "counts");

  private TableProperty() {}

  static Map<String, String> ofEvents(TableSpec spec) {
    Map<String, String> properties = new TreeMap<>(COMMON);
    properties.putAll(OF_EVENTS);
    properties.put(OWNER, spec.owner().value());
    properties.put(EVENT_TYPE, spec.name().toString());
    properties.put(ROLE, "events");
    return properties;
  }

  static Map<String, String> ofQuarantine(TableSpec spec) {
    Map<String, String> properties = new TreeMap<>(COMMON);
    properties.putAll(OF_QUARANTINE);
    properties.put(OWNER, spec.owner().value());
    properties.put(EVENT_TYPE, spec.name().toString());
    properties.put(ROLE, "quarantine");
    return properties;
  }

  /** Whether a table says that it belongs to the event type. */
  public static boolean isOurs(Table table, EventTypeName name) {
    return name.toString().equals(table.properties().get(EVENT_TYPE));
  }

  /** The schema version that a table was last evolved to; 0 if it does not say. */
  public static int schemaVersion(Table table) {
    String text = table.properties().getOrDefault(SCHEMA_VERSION, "0");
    return text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : 0;
  }
}
