package com.eventbuspro.platform.console;

import com.eventbuspro.platform.eventtype.SchemaVersion;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A schema version as it is shown.
 *
 * @param number 1 for the first
 * @param by who added it
 * @param at when
 * @param changes how it differs from the one before; empty for the first
 */
record VersionView(int number, String by, When at, List<JsonChange> changes) {

  /** Versions, newest first. */
  static List<VersionView> of(List<SchemaVersion> versions, Instant now) {
    List<VersionView> views = new ArrayList<>();
    for (int i = 0; i < versions.size(); i++) {
      SchemaVersion version = versions.get(i);
      views.add(
          new VersionView(
              version.version(),
              version.createdBy(),
              When.of(version.createdAt(), now),
              i + 1 < versions.size()
                  ? JsonChange.between(versions.get(i + 1).schema(), version.schema())
                  : List.of()));
    }
    return views;
  }
}
