package com.eventbuspro.platform.resource;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Written by the provisioner; only read here. */
@Entity
@Immutable
@Table(name = "resource")
class ResourceEntity {
  @Id private String id;

  @Enumerated(EnumType.STRING)
  private Resource.Kind kind;

  @Column(name = "event_type")
  private @Nullable String eventType;

  private String owner;

  @Column(name = "external_name")
  private String externalName;

  @Column(name = "external_id")
  private @Nullable String externalId;

  @Enumerated(EnumType.STRING)
  private Resource.State state;

  private String reason;

  @Column(name = "desired_generation")
  private long desiredGeneration;

  @Column(name = "observed_generation")
  private long observedGeneration;

  @JdbcTypeCode(SqlTypes.JSON)
  private @Nullable String observed;

  @JdbcTypeCode(SqlTypes.JSON)
  private String difference;

  private int attempts;

  @Column(name = "next_run_at")
  private Instant nextRunAt;

  @Column(name = "created_at")
  private Instant createdAt;

  @Column(name = "modified_at")
  private Instant modifiedAt;

  @SuppressWarnings("NullAway.Init") // Filled by JPA.
  protected ResourceEntity() {}

  Resource read(JsonMapper json) {
    return new Resource(
        id,
        kind,
        eventType,
        owner,
        externalName,
        externalId,
        state,
        reason,
        desiredGeneration,
        observedGeneration,
        observed == null ? null : json.readTree(observed),
        json.readTree(difference),
        attempts,
        nextRunAt,
        createdAt,
        modifiedAt);
  }
}
