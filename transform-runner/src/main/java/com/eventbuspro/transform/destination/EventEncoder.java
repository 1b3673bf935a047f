package com.eventbuspro.transform.destination;

import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.model.event.CloudEvents;
import com.eventbuspro.model.event.Decoded;
import com.eventbuspro.model.event.EventDecoder;
import com.eventbuspro.model.event.PartitionKeys;
import com.eventbuspro.model.schema.EventSchema;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Supplier;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.TimestampData;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Makes events of a derived type. Each is checked by the very decoder that the lake sink uses, so
 * that what is written does not end in the event type's quarantine, where nobody looks for it.
 */
final class EventEncoder {
  private static final JsonFactory JSON = new JsonFactory();

  private final EventTypeName type;
  private final String pipeline;
  private final EventLayout layout;
  private final EventDecoder decoder;
  private final int version;
  private final @Nullable String partitionKey;
  private final JsonValues.ObjectWriter writer;
  private final Supplier<Instant> now;

  EventEncoder(
      EventTypeName type,
      String pipeline,
      EventLayout layout,
      EventSchema schema,
      @Nullable String timeProperty,
      @Nullable String partitionKey,
      Supplier<Instant> now) {
    this.type = type;
    this.pipeline = pipeline;
    this.layout = layout;
    this.decoder = EventDecoder.of(type, List.of(schema), timeProperty);
    this.version = schema.version();
    this.partitionKey = partitionKey;
    this.writer = JsonValues.object(layout.data(), schema.root(), schema, "");
    this.now = now;
  }

  /**
   * The event that a row is.
   *
   * @throws ResultFault if it can be none
   */
  Encoded encode(RowData row) {
    byte[] data = data(row);
    String id = layout.id(row, pipeline, data);
    TimestampData own = layout.time(row);
    Instant otherwise = own == null ? now.get() : own.toLocalDateTime().toInstant(ZoneOffset.UTC);
    Decoded decoded = decoder.decodeData(data, version, id, otherwise);
    if (decoded instanceof Decoded.Rejected rejected) {
      throw new ResultFault(
          rejected.cause().name(), rejected.pointer() + ": " + rejected.message(), id);
    }
    if (!(decoded instanceof Decoded.Event event)) {
      throw new IllegalStateException("The decoder does not know the version it was made with");
    }
    Instant time = Instant.EPOCH.plus(event.timeMicros(), ChronoUnit.MICROS);
    byte[] bytes =
        CloudEvents.structured(
            new CloudEvents.Attributes(id, "/pipelines/" + pipeline, type, time, version), data);
    return new Encoded(id, key(data, bytes), bytes);
  }

  private byte[] data(RowData row) {
    try {
      return json(row, writer);
    } catch (ResultFault fault) {
      // Without data there is no hash of it; what is left is the id that the row may bring.
      throw new ResultFault(
          fault.code(), String.valueOf(fault.getMessage()), layout.id(row, pipeline, new byte[0]));
    }
  }

  /** Without a key of its own, the event's id is its key, shortened if it is too long for one. */
  private String key(byte[] data, byte[] event) {
    String own = partitionKey == null ? null : PartitionKeys.find(partitionKey, data).orElse(null);
    return own == null ? PartitionKeys.find("/id", event).orElse("0") : own;
  }

  /** A row as a JSON object. */
  static byte[] json(RowData row, JsonValues.ObjectWriter writer) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(512);
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
      writer.write(json, row);
    }
    return out.toByteArray();
  }
}
