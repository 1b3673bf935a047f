package com.eventbuspro.platform.eventtype;

import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.model.Violation;
import com.eventbuspro.platform.problem.ApiException;
import com.eventbuspro.platform.problem.ProblemCode;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What a shorter retention deletes, and whether that is meant. It deletes rows for good, so it
 * takes a consent that cannot be given by habit: not a "yes" but the day before which rows go,
 * which a dry run tells with how many.
 */
@Component
class ShorterRetention {
  private final EventTypeRepository eventTypes;
  private final OldRows oldRows;

  ShorterRetention(EventTypeRepository eventTypes, OldRows oldRows) {
    this.eventTypes = eventTypes;
    this.oldRows = oldRows;
  }

  /**
   * What a change deletes.
   *
   * @param policy the policy it was found out for; null when nothing gets shorter
   */
  record Found(@Nullable TablePolicy policy, @Nullable Deletion deletion) {
    private static final Found NOTHING = new Found(null, null);

    /**
     * What a policy deletes.
     *
     * @throws ApiException STALE if it was found out for one that deletes less
     */
    Deletion requireFor(TablePolicy now) {
      if (deletion == null || policy == null || !now.keepsAsLongAs(policy)) {
        throw new ApiException(
            ProblemCode.STALE, "It was changed at the same time. Read it again, then decide");
      }
      return deletion;
    }
  }

  /** Asks the lake; no transaction may wait for that. */
  Found look(EventTypeName name, EventTypeChange asked) {
    Optional<EventTypeEntity> found = eventTypes.findByName(name.toString());
    if (found.isEmpty()) {
      return Found.NOTHING;
    }
    EventTypeSettings old = found.get().settings();
    TablePolicy wanted = asked.applyTo(old).tables();
    Integer days = wanted.retentionDays();
    return days == null || !wanted.keepsLessThan(old.tables())
        ? Found.NOTHING
        : new Found(wanted, oldRows.beyond(name, days));
  }

  /**
   * Lets pass a deletion that is meant, or of nothing.
   *
   * @param consent the day before which rows may go
   * @throws ApiException DELETION_NOT_CONFIRMED
   */
  static void requireConsent(Deletion deletion, @Nullable LocalDate consent) {
    // Around midnight the day moves on between the dry run and the change.
    boolean given =
        consent != null
            && !consent.isBefore(deletion.before().minusDays(1))
            && !consent.isAfter(deletion.before());
    if (deletion.isNothing() || given) {
      return;
    }
    String message =
        "This deletes %d rows and %d rejected records of %d days that arrived before %s, for good"
            .formatted(
                deletion.rows(), deletion.quarantinedRows(), deletion.days(), deletion.before());
    throw new ApiException(
        ProblemCode.DELETION_NOT_CONFIRMED,
        message,
        List.of(
            Violation.of(
                "/confirm_deletion_before",
                "REQUIRED",
                message,
                "If that is meant, send \"confirm_deletion_before\": \""
                    + deletion.before()
                    + "\"")));
  }
}
