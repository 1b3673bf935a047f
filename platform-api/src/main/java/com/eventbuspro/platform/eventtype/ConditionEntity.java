package com.eventbuspro.platform.eventtype;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.Immutable;

/** Written by the provisioner and the lake sink; only read here. */
@Entity
@Immutable
@Table(name = "event_type_condition")
class ConditionEntity {
  @Embeddable
  record Key(@Column(name = "event_type") String eventType, String type) {}

  @EmbeddedId private Key key;

  @Enumerated(EnumType.STRING)
  private Condition.Status status;

  private String reason;
  private String message;

  @Column(name = "observed_generation")
  private long observedGeneration;

  @Column(name = "changed_at")
  private Instant changedAt;

  @SuppressWarnings("NullAway.Init") // Filled by JPA.
  protected ConditionEntity() {}

  String eventType() {
    return key.eventType();
  }

  Condition read() {
    return new Condition(key.type(), status, reason, message, observedGeneration, changedAt);
  }
}
