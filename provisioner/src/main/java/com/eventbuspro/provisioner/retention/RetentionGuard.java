package com.eventbuspro.provisioner.retention;

import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.provisioner.retention.GuardPolicy.Raised;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Decides how long streams are kept while the lake lags, and remembers it. Says nothing to AWS: it
 * makes the stream's resource due, and the engine does the rest.
 *
 * <p>Replicas may decide at the same time: a row is locked while it is decided on, and the same lag
 * leads to the same decision. A sink that is silent, or never spoke, makes the age grow with the
 * clock, so it is guarded too.
 */
public final class RetentionGuard {
  private static final Logger LOG = LoggerFactory.getLogger(RetentionGuard.class);
  private static final String CASE =
      """
      SELECT t.name, t.stream_retention_hours, c.unread_since, c.retention_hours,
        g.retention_hours AS raised_hours, g.calm_since, g.reason
      FROM event_type t
      JOIN event_type_capture c ON c.event_type = t.name
      LEFT JOIN retention_guard g ON g.event_type = t.name
      """;

  private final JdbcClient jdbc;
  private final TransactionOperations transactions;
  private final GuardPolicy policy;
  private final Clock clock;

  public RetentionGuard(
      JdbcClient jdbc, TransactionOperations transactions, GuardPolicy policy, Clock clock) {
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.policy = policy;
    this.clock = clock;
  }

  /**
   * Decides now how long the stream of an event type is kept.
   *
   * @param declared how long it is declared to be
   */
  public Retention retention(EventTypeName eventType, Duration declared) {
    return Objects.requireNonNull(
        transactions.execute(
            tx -> {
              lock(eventType.toString());
              return decide(
                  jdbc.sql(CASE + " WHERE t.name = :name")
                      .param("name", eventType.toString())
                      .query(Case::read)
                      .single(),
                  declared);
            }));
  }

  /**
   * Decides for every stream whose lag is near its limit or that is kept longer than declared, and
   * makes those due that AWS keeps otherwise.
   *
   * @return how many that were
   */
  public int sweep() {
    Instant now = clock.instant();
    List<Case> near =
        jdbc.sql(
                CASE
                    + """
                    WHERE c.retention_hours IS NOT NULL AND (g.event_type IS NOT NULL
                      OR c.unread_since < :now - make_interval(hours => t.stream_retention_hours) / 2)
                    ORDER BY t.name
                    """)
            .param("now", time(now))
            .query(Case::read)
            .list();
    near.forEach(c -> retention(EventTypeName.parse(c.eventType()), c.declared()));
    Integer due = transactions.execute(tx -> makeDue(now));
    return due == null ? 0 : due;
  }

  private int makeDue(Instant now) {
    return jdbc.sql(
            """
            UPDATE resource r SET next_run_at = :now
            FROM event_type t LEFT JOIN retention_guard g ON g.event_type = t.name
            WHERE r.event_type = t.name AND r.kind = 'STREAM' AND r.state = 'SETTLED'
              AND r.next_run_at > :now AND r.locked_until IS NULL
              AND (r.observed ->> 'retention_hours')::integer
                <> greatest(t.stream_retention_hours, coalesce(g.retention_hours, 0))
            """)
        .param("now", time(now))
        .update();
  }

  private void lock(String eventType) {
    jdbc.sql("SELECT pg_advisory_xact_lock(hashtextextended('retention_guard:' || :name, 0))")
        .param("name", eventType)
        .query((row, number) -> 1)
        .list();
  }

  private Retention decide(Case found, Duration declared) {
    if (found.stream() == null && found.raised() == null) {
      // No stream yet, so nothing can expire in it.
      return new Retention(declared, "", Retention.Holds.AS_DECLARED);
    }
    Instant now = clock.instant();
    Raised before = found.raised();
    Raised after = policy.decide(declared, before, found.unreadSince(), now);
    if (after == null) {
      return before == null
          ? new Retention(declared, "", Retention.Holds.AS_DECLARED)
          : letGo(found, before, declared, now);
    }
    String why = found.why();
    if (before == null || !before.retention().equals(after.retention())) {
      why = why(found, before == null ? declared : before.retention(), after, now);
      LOG.warn("{}: {}", found.eventType(), why);
    }
    if (!after.equals(before)) {
      remember(found.eventType(), after, why, now);
    }
    return new Retention(after.retention(), why, Retention.Holds.LONGER);
  }

  /** The row stays until the stream is back, so that whoever brings it back knows why. */
  private Retention letGo(Case found, Raised before, Duration declared, Instant now) {
    String why = found.why();
    if (before.retention().compareTo(declared) > 0) {
      why =
          "The lag has been gone for "
              + text(policy.calm())
              + ": the stream is kept "
              + text(declared)
              + " again, as declared";
      LOG.info("{}: {}", found.eventType(), why);
      remember(found.eventType(), new Raised(declared, before.calmSince()), why, now);
    } else if (found.stream() == null || found.stream().compareTo(declared) <= 0) {
      forget(found.eventType());
    }
    return new Retention(declared, why, Retention.Holds.AS_DECLARED);
  }

  private String why(Case found, Duration kept, Raised after, Instant now) {
    return "The oldest event that may not be in the lake yet arrived "
        + text(Duration.between(found.unreadSince(), now))
        + " ago, more than half of the "
        + text(kept)
        + " that the stream was kept: it is kept "
        + text(after.retention())
        + " so that nothing expires unread"
        + (after.retention().compareTo(policy.longest()) >= 0
            ? ". That is the longest that is allowed"
            : "");
  }

  private void remember(String eventType, Raised raised, String why, Instant now) {
    jdbc.sql(
            """
            INSERT INTO retention_guard AS g
              (event_type, retention_hours, calm_since, reason, raised_at)
            VALUES (:name, :hours, :calm, :reason, :now)
            ON CONFLICT (event_type) DO UPDATE SET
              retention_hours = excluded.retention_hours, calm_since = excluded.calm_since,
              reason = excluded.reason,
              raised_at = CASE WHEN g.retention_hours = excluded.retention_hours
                THEN g.raised_at ELSE excluded.raised_at END
            """)
        .param("name", eventType)
        .param("hours", (int) raised.retention().toHours())
        .param("calm", time(raised.calmSince()))
        .param("reason", why)
        .param("now", time(now))
        .update();
  }

  private void forget(String eventType) {
    jdbc.sql("DELETE FROM retention_guard WHERE event_type = :name")
        .param("name", eventType)
        .update();
  }

  private static String text(Duration time) {
    return time.compareTo(Duration.ofHours(1)) < 0
        ? time.toMinutes() + " min"
        : time.toHours() + " h";
  }

  private static @Nullable OffsetDateTime time(@Nullable Instant instant) {
    return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
  }

  /** What is known of one event type. */
  private record Case(
      String eventType,
      Duration declared,
      @Nullable Duration stream,
      Instant unreadSince,
      @Nullable Raised raised,
      String why) {

    static Case read(ResultSet row, int number) throws SQLException {
      Duration raised = hours(row, "raised_hours");
      return new Case(
          row.getString("name"),
          Duration.ofHours(row.getInt("stream_retention_hours")),
          hours(row, "retention_hours"),
          row.getObject("unread_since", OffsetDateTime.class).toInstant(),
          raised == null ? null : new Raised(raised, calmSince(row)),
          row.getString("reason") == null ? "" : row.getString("reason"));
    }

    private static @Nullable Instant calmSince(ResultSet row) throws SQLException {
      OffsetDateTime since = row.getObject("calm_since", OffsetDateTime.class);
      return since == null ? null : since.toInstant();
    }

    private static @Nullable Duration hours(ResultSet row, String column) throws SQLException {
      int hours = row.getInt(column);
      return row.wasNull() ? null : Duration.ofHours(hours);
    }
  }
}
