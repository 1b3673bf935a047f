package com.eventbuspro.model.event;

import com.eventbuspro.model.EventTypeName;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;

/** Writes CloudEvents 1.0 events in JSON (structured mode), as they go into the stream. */
public final class CloudEvents {
  /** The media type of a structured CloudEvent in JSON. */
  public static final String MEDIA_TYPE = "application/cloudevents+json";

  private CloudEvents() {}

  /**
   * What stands around the data.
   *
   * @param id unique within the source
   * @param source who sent it, a URI reference
   * @param type the event type
   * @param time when it happened
   * @param schemaVersion the version that the data follows
   */
  public record Attributes(
      String id, String source, EventTypeName type, Instant time, int schemaVersion) {
    public Attributes {
      Objects.requireNonNull(type, "type");
      Objects.requireNonNull(time, "time");
      if (id.isEmpty() || source.isEmpty()) {
        throw new IllegalArgumentException("A CloudEvent needs an id and a source");
      }
    }
  }

  /**
   * The event as bytes. The data goes in as it is, last, so that it is read in one pass; it must be
   * one JSON object, which {@link EventDecoder#decodeData} checks.
   */
  public static byte[] structured(Attributes attributes, byte[] data) {
    StringBuilder head = new StringBuilder(320);
    head.append("{\"specversion\":\"1.0\",\"id\":");
    JsonText.appendQuoted(head, attributes.id());
    head.append(",\"source\":");
    JsonText.appendQuoted(head, attributes.source());
    head.append(",\"type\":\"").append(attributes.type()).append("\",\"time\":\"");
    head.append(attributes.time()).append("\",\"dataschema\":\"");
    head.append(new SchemaUri(attributes.type(), attributes.schemaVersion()));
    head.append("\",\"datacontenttype\":\"application/json\",\"data\":");
    byte[] headBytes = head.toString().getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream out = new ByteArrayOutputStream(headBytes.length + data.length + 1);
    out.writeBytes(headBytes);
    out.writeBytes(data);
    out.write('}');
    return out.toByteArray();
  }
}
