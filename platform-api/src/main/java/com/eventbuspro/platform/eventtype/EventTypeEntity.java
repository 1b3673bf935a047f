package com.eventbuspro.platform.eventtype;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "event_type")
class EventTypeEntity {
  @Id private String name;

  @Column(nullable = false)
  private String owner;

  @Column(nullable = false)
  private String description;

  @Column(name = "partition_key")
  private @Nullable String partitionKey;

  @Column(name = "time_property")
  private @Nullable String timeProperty;

  @Column(name = "commit_interval_seconds", nullable = false)
  private int commitIntervalSeconds;

  @Column(nullable = false)
  private int shards;

  @Column(name = "stream_retention_hours", nullable = false)
  private int streamRetentionHours;

  @Column(name = "out_of_orderness_seconds", nullable = false)
  private int outOfOrdernessSeconds;

  @Column(name = "retention_days")
  private @Nullable Integer retentionDays;

  @Column(name = "snapshot_retention_hours", nullable = false)
  private int snapshotRetentionHours;

  @Column(name = "compaction_target_mb", nullable = false)
  private int compactionTargetMb;

  @Column(updatable = false)
  private @Nullable String pipeline;

  @Column(nullable = false)
  private long generation;

  @Column(name = "created_at", nullable = false, updatable = false)
  private Instant createdAt;

  @Column(name = "created_by", nullable = false, updatable = false)
  private String createdBy;

  @Column(name = "modified_at", nullable = false)
  private Instant modifiedAt;

  @Column(name = "modified_by", nullable = false)
  private String modifiedBy;

  @SuppressWarnings("NullAway.Init") // Filled by JPA.
  protected EventTypeEntity() {}

  EventTypeEntity(Declaration declaration, @Nullable String writtenBy, String by, Instant at) {
    name = declaration.name().toString();
    partitionKey = declaration.partitionKey();
    timeProperty = declaration.timeProperty();
    pipeline = writtenBy;
    generation = 1;
    createdAt = at;
    createdBy = by;
    modifiedAt = at;
    modifiedBy = by;
    take(declaration.settings());
  }

  /** Takes over what may be changed later. */
  private void take(EventTypeSettings settings) {
    owner = settings.owner().value();
    description = settings.description();
    commitIntervalSeconds = settings.commitIntervalSeconds();
    shards = settings.shards();
    streamRetentionHours = settings.streamRetentionHours();
    outOfOrdernessSeconds = settings.outOfOrdernessSeconds();
    retentionDays = settings.tables().retentionDays();
    snapshotRetentionHours = settings.tables().snapshotRetentionHours();
    compactionTargetMb = settings.tables().compactionTargetMb();
  }

  void change(EventTypeSettings settings, String by, Instant at) {
    take(settings);
    touch(by, at);
  }

  /** A new generation, for a change that stands elsewhere: a new schema version. */
  void touch(String by, Instant at) {
    generation++;
    modifiedAt = at;
    modifiedBy = by;
  }

  EventTypeSettings settings() {
    return new EventTypeSettings(
        new com.eventbuspro.model.TeamName(owner),
        description,
        commitIntervalSeconds,
        shards,
        streamRetentionHours,
        outOfOrdernessSeconds,
        new TablePolicy(retentionDays, snapshotRetentionHours, compactionTargetMb));
  }

  String name() {
    return name;
  }

  @Nullable String partitionKey() {
    return partitionKey;
  }

  @Nullable String timeProperty() {
    return timeProperty;
  }

  /** The pipeline that writes it, if it is derived. */
  @Nullable String pipeline() {
    return pipeline;
  }

  long generation() {
    return generation;
  }

  Instant createdAt() {
    return createdAt;
  }

  String createdBy() {
    return createdBy;
  }

  Instant modifiedAt() {
    return modifiedAt;
  }

  String modifiedBy() {
    return modifiedBy;
  }
}
