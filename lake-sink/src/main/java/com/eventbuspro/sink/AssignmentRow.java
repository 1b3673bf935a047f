package com.eventbuspro.sink;

import com.eventbuspro.lake.maintain.MaintenancePolicy;
import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.model.schema.EventSchema;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An assignment as the view has it and the file keeps it. A file of an older release lacks the last
 * three.
 */
record AssignmentRow(
    String eventType,
    String stream,
    @Nullable String timeProperty,
    int commitIntervalSeconds,
    long generation,
    List<SchemaRow> schemas,
    @Nullable Integer retentionDays,
    @Nullable Integer snapshotRetentionHours,
    @Nullable Integer compactionTargetMb) {

  record SchemaRow(int version, String document) {}

  Assignment parse() {
    return new Assignment(
        EventTypeName.parse(eventType),
        stream,
        timeProperty,
        Duration.ofSeconds(commitIntervalSeconds),
        generation,
        schemas.stream().map(row -> EventSchema.parse(row.version(), row.document())).toList(),
        maintenance());
  }

  private MaintenancePolicy maintenance() {
    MaintenancePolicy otherwise = MaintenancePolicy.DEFAULT;
    return new MaintenancePolicy(
        retentionDays,
        snapshotRetentionHours == null
            ? otherwise.snapshotRetention()
            : Duration.ofHours(snapshotRetentionHours),
        compactionTargetMb == null ? otherwise.targetFileBytes() : (long) compactionTargetMb << 20);
  }
}
