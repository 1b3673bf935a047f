package com.eventbuspro.platform.eventtype;

import com.eventbuspro.model.schema.EventSchema;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.Immutable;

@Entity
@Immutable
@Table(name = "event_schema")
class EventSchemaEntity {
  @Embeddable
  record Key(@Column(name = "event_type") String eventType, int version) {}

  @EmbeddedId private Key key;

  @Column(nullable = false)
  private String document;

  @Column(name = "created_at", nullable = false)
  private Instant createdAt;

  @Column(name = "created_by", nullable = false)
  private String createdBy;

  @SuppressWarnings("NullAway.Init") // Filled by JPA.
  protected EventSchemaEntity() {}

  EventSchemaEntity(String eventType, EventSchema schema, String by, Instant at) {
    key = new Key(eventType, schema.version());
    document = schema.document();
    createdAt = at;
    createdBy = by;
  }

  String eventType() {
    return key.eventType();
  }

  int version() {
    return key.version();
  }

  String document() {
    return document;
  }

  Instant createdAt() {
    return createdAt;
  }

  String createdBy() {
    return createdBy;
  }
}
