package com.eventbuspro.platform.eventtype;

import com.eventbuspro.model.InvalidInputException;
import com.eventbuspro.model.TeamName;
import com.eventbuspro.model.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What of an event type may be changed after registration.
 *
 * @param owner the team
 * @param description what the event means; 1 to 4,000 characters
 * @param commitIntervalSeconds 1 to 3,600
 * @param shards 1 to 1,000
 * @param streamRetentionHours 24 to 8,760
 * @param outOfOrdernessSeconds 0 to 86,400
 * @param tables how the lake tables are kept
 */
record EventTypeSettings(
    TeamName owner,
    String description,
    int commitIntervalSeconds,
    int shards,
    int streamRetentionHours,
    int outOfOrdernessSeconds,
    TablePolicy tables) {
  private static final int MAX_DESCRIPTION = 4000;

  public EventTypeSettings {
    Objects.requireNonNull(owner, "owner");
    List<Violation> violations = new ArrayList<>();
    if (description.isBlank() || description.length() > MAX_DESCRIPTION) {
      violations.add(
          Violation.of(
              "/description",
              "INVALID_DESCRIPTION",
              "A description has 1 to " + MAX_DESCRIPTION + " characters",
              "Say what the event means to somebody who has never seen it"));
    } else if (!StorableText.isDescription(description)) {
      violations.add(
          Violation.of(
              "/description",
              "CONTROL_CHARACTER",
              "A description has no control characters other than tab and line break, and no half"
                  + " characters",
              "Remove them"));
    }
    range(violations, "commit_interval_seconds", commitIntervalSeconds, 1, 3600);
    range(violations, "shards", shards, 1, 1000);
    range(violations, "stream_retention_hours", streamRetentionHours, 24, 8760);
    range(violations, "out_of_orderness_seconds", outOfOrdernessSeconds, 0, 86_400);
    violations.addAll(tables.violations());
    if (!violations.isEmpty()) {
      throw new InvalidInputException(violations);
    }
  }

  /** The same, of another team. */
  EventTypeSettings ownedBy(TeamName team) {
    return new EventTypeSettings(
        team,
        description,
        commitIntervalSeconds,
        shards,
        streamRetentionHours,
        outOfOrdernessSeconds,
        tables);
  }

  static void range(List<Violation> violations, String name, int value, int min, int max) {
    if (value < min || value > max) {
      violations.add(
          Violation.of(
              "/" + name,
              "OUT_OF_RANGE",
              name + " is from " + min + " to " + max + ", not " + value));
    }
  }
}
