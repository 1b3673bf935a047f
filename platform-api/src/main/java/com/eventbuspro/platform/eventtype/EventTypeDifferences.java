package com.eventbuspro.platform.eventtype;

import com.eventbuspro.platform.problem.ApiException;
import com.eventbuspro.platform.problem.Differences;
import com.eventbuspro.platform.problem.ProblemCode;

/** In what an event type differs from what is declared under its name. */
final class EventTypeDifferences {
  private EventTypeDifferences() {}

  /**
   * Lets pass what is declared exactly so.
   *
   * @throws ApiException EVENT_TYPE_EXISTS with the differences
   */
  static void requireNone(EventType found, Declaration asked) {
    Differences differences = new Differences(name -> "The registered " + name + " is different");
    differences.compare("owner", found.owner(), asked.settings().owner().value());
    differences.compare("description", found.description(), asked.settings().description());
    differences.compare("partition_key", found.partitionKey(), asked.partitionKey());
    differences.compare("time_property", found.timeProperty(), asked.timeProperty());
    differences.compare(
        "commit_interval_seconds",
        found.commitIntervalSeconds(),
        asked.settings().commitIntervalSeconds());
    differences.compare("shards", found.shards(), asked.settings().shards());
    differences.compare(
        "stream_retention_hours",
        found.streamRetentionHours(),
        asked.settings().streamRetentionHours());
    differences.compare(
        "out_of_orderness_seconds",
        found.outOfOrdernessSeconds(),
        asked.settings().outOfOrdernessSeconds());
    TablePolicy tables = asked.settings().tables();
    differences.compare("retention_days", found.retentionDays(), tables.retentionDays());
    differences.compare(
        "snapshot_retention_hours",
        found.snapshotRetentionHours(),
        tables.snapshotRetentionHours());
    differences.compare(
        "compaction_target_mb", found.compactionTargetMb(), tables.compactionTargetMb());
    if (!SchemaDocuments.same(String.valueOf(found.schema()), asked.schema().document())) {
      differences.add(
          "schema",
          "The newest schema, version " + found.schemaVersion() + ", is different",
          "Register a new version with POST /api/event-types/" + found.name() + "/schemas");
    }
    differences.requireNone(
        ProblemCode.EVENT_TYPE_EXISTS,
        () ->
            "'"
                + found.name()
                + "' is registered already, by "
                + found.createdBy()
                + " for team "
                + found.owner()
                + ", and is different");
  }
}
