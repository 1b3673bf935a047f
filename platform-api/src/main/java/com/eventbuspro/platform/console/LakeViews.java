package com.eventbuspro.platform.console;

import com.eventbuspro.lake.read.RejectedFilter;
import com.eventbuspro.lake.read.TableStats;
import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.platform.problem.ApiException;
import com.eventbuspro.platform.problem.ProblemCode;
import com.eventbuspro.platform.quarantine.QuarantineReads;
import com.eventbuspro.platform.quarantine.Quarantined;
import com.eventbuspro.platform.rows.LakeRows;
import com.eventbuspro.platform.security.Caller;
import com.eventbuspro.platform.web.PageRequest;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/**
 * What the lake says of an event type. The lake may be away or the table not made yet: then the
 * view says so, and the page is shown all the same.
 */
@Component
class LakeViews {
  private static final int ROWS = 20;
  private static final int REJECTED = 10;
  private static final int DAYS_IN_CATALOG = 14;
  private static final int DAYS_ON_PAGE = 30;

  private final LakeRows lake;
  private final QuarantineReads quarantine;
  private final Clock clock;

  LakeViews(LakeRows lake, QuarantineReads quarantine, Clock clock) {
    this.lake = lake;
    this.quarantine = quarantine;
    this.clock = clock;
  }

  /** Figures for one line of the catalog. */
  LakeView<Figures> figures(EventTypeName name) {
    return ask(name, stats -> figures(name, stats, DAYS_IN_CATALOG));
  }

  /** Figures and the newest rows. */
  LakeView<NewestView> newest(EventTypeName name, Caller caller) {
    return ask(
        name,
        stats ->
            new NewestView(
                figures(name, stats, DAYS_ON_PAGE),
                RowTable.of(lake.newest(name, PageRequest.first(ROWS), caller).items())));
  }

  /** What was rejected, by cause, and the newest of it. */
  LakeView<QuarantineView> quarantine(EventTypeName name, Caller caller) {
    return ask(
        name,
        stats -> {
          Quarantined found =
              quarantine.read(name, RejectedFilter.ALL, PageRequest.first(REJECTED), caller);
          Instant now = clock.instant();
          return new QuarantineView(
              found.causes().stream().map(c -> CauseView.of(c, now)).toList(),
              found.items().stream().map(row -> RejectedView.of(row, now)).toList());
        });
  }

  private Figures figures(EventTypeName name, TableStats stats, int days) {
    Instant now = clock.instant();
    return new Figures(
        stats.rows(),
        When.ofNullable(stats.lastCommit(), now),
        VolumeBars.of(lake.rowsPerDay(name), days, now));
  }

  private <T> LakeView<T> ask(EventTypeName name, Function<TableStats, T> question) {
    try {
      Optional<TableStats> stats = lake.stats(name);
      return stats.isEmpty() ? LakeView.missing() : LakeView.of(question.apply(stats.get()));
    } catch (ApiException e) {
      if (e.code() == ProblemCode.UNAVAILABLE) {
        return LakeView.away();
      }
      throw e;
    }
  }
}
