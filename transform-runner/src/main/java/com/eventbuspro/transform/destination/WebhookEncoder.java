package com.eventbuspro.transform.destination;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.function.Supplier;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.TimestampData;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Makes CloudEvents in JSON of rows; there is no schema, so the rows' types decide. */
final class WebhookEncoder {
  private static final JsonFactory JSON = new JsonFactory();

  private final String pipeline;
  private final EventLayout layout;
  private final JsonValues.ObjectWriter writer;
  private final Supplier<Instant> now;

  WebhookEncoder(String pipeline, EventLayout layout, Supplier<Instant> now) {
    this.pipeline = pipeline;
    this.layout = layout;
    this.writer = JsonValues.object(layout.data(), null, null, "");
    this.now = now;
  }

  /**
   * The event that a row is.
   *
   * @throws ResultFault if it can be none
   */
  Encoded encode(RowData row) {
    byte[] data = EventEncoder.json(row, writer);
    String id = layout.id(row, pipeline, data);
    TimestampData own = layout.time(row);
    Instant time = own == null ? now.get() : own.toLocalDateTime().toInstant(ZoneOffset.UTC);
    ByteArrayOutputStream out = new ByteArrayOutputStream(data.length + 256);
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
      json.writeStartObject();
      json.writeStringProperty("specversion", "1.0");
      json.writeStringProperty("id", id);
      json.writeStringProperty("source", "/pipelines/" + pipeline);
      json.writeStringProperty("type", pipeline);
      json.writeStringProperty("time", time.toString());
      json.writeStringProperty("datacontenttype", "application/json");
      json.writeName("data");
      writer.write(json, row);
      json.writeEndObject();
    }
    return new Encoded(id, id, out.toByteArray());
  }
}
