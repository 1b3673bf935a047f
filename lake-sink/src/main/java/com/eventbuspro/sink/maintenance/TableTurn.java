package com.eventbuspro.sink.maintenance;

import com.eventbuspro.lake.maintain.MaintenancePolicy;
import com.eventbuspro.lake.maintain.TableMaintenance.Left;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/**
 * When an event type's tables are looked at next. Often while there is something to do, ever more
 * rarely while nothing happens: a thousand idle tables cost a look an hour each.
 */
final class TableTurn {
  private static final Duration SOON = Duration.ofSeconds(5);
  private static final Duration SHORTEST = Duration.ofMinutes(5);
  private static final Duration LONGEST = Duration.ofHours(1);
  private static final Duration BETWEEN_ORPHANS = Duration.ofDays(1);
  private static final Duration FIRST_ORPHANS = Duration.ofHours(2);

  private final RandomGenerator random;
  private MaintenancePolicy policy;
  private Duration pause = SHORTEST;
  private Instant orphansDue;
  private long changes;

  TableTurn(MaintenancePolicy policy, Instant now, RandomGenerator random) {
    this.policy = policy;
    this.random = random;
    this.orphansDue = now.plus(upTo(FIRST_ORPHANS));
  }

  MaintenancePolicy policy() {
    return policy;
  }

  void use(MaintenancePolicy newest) {
    policy = newest;
  }

  /** How long after it was met a table is first looked at: not all at the same time. */
  Duration first() {
    return SOON.plus(upTo(SHORTEST));
  }

  boolean orphansAreDue(Instant now) {
    return !now.isBefore(orphansDue);
  }

  void orphansWereSought(Instant now) {
    orphansDue = now.plus(BETWEEN_ORPHANS);
  }

  /**
   * How long until the next turn.
   *
   * @param left what the last turn left
   * @param seen a number that is another whenever the tables have changed
   */
  Duration next(Left left, long seen) {
    boolean changed = seen != changes;
    changes = seen;
    return switch (left) {
      case MORE -> {
        pause = SHORTEST;
        yield SOON;
      }
      case NOTHING -> {
        pause = changed ? SHORTEST : longer();
        yield jittered(pause);
      }
      case FAILED -> {
        pause = longer();
        yield jittered(pause);
      }
    };
  }

  private Duration longer() {
    Duration doubled = pause.multipliedBy(2);
    return doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
  }

  private Duration jittered(Duration time) {
    return time.minus(upTo(time.dividedBy(4)));
  }

  private Duration upTo(Duration time) {
    return Duration.ofMillis(random.nextLong(time.toMillis() + 1));
  }
}
