package com.eventbuspro.platform.console;

import com.eventbuspro.platform.pipeline.PipelineVersion;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A version of a pipeline, as it is shown.
 *
 * @param number 1 for the first
 * @param current whether it is the wanted one
 * @param reason why it was made
 * @param by who made it
 * @param at when
 * @param sql how its SQL differs from the version before; all of it for the first
 * @param changes what else differs from the version before
 */
record PipelineVersionView(
    int number,
    boolean current,
    String reason,
    String by,
    When at,
    SqlDiff sql,
    List<JsonChange> changes) {
  PipelineVersionView {
    changes = List.copyOf(changes);
  }

  /** Versions, newest first. */
  static List<PipelineVersionView> of(List<PipelineVersion> versions, Instant now) {
    List<PipelineVersionView> views = new ArrayList<>();
    for (int i = 0; i < versions.size(); i++) {
      PipelineVersion version = versions.get(i);
      PipelineVersion before = i + 1 < versions.size() ? versions.get(i + 1) : version;
      views.add(
          new PipelineVersionView(
              version.version(),
              version.current(),
              version.reason(),
              version.createdBy(),
              When.of(version.createdAt(), now),
              SqlDiff.between(before.sql(), version.sql()),
              changes(before, version)));
    }
    return views;
  }

  private static List<JsonChange> changes(PipelineVersion before, PipelineVersion after) {
    List<JsonChange> changes = new ArrayList<>();
    add(changes, "Start", before.start(), after.start());
    add(changes, "State is kept for", hours(before), hours(after));
    add(changes, "Parallelism", "" + before.parallelism(), "" + after.parallelism());
    return changes;
  }

  private static String hours(PipelineVersion version) {
    return Amounts.hours(version.stateHours());
  }

  private static void add(List<JsonChange> changes, String what, String before, String after) {
    if (!before.equals(after)) {
      changes.add(new JsonChange(what, before, after));
    }
  }
}
