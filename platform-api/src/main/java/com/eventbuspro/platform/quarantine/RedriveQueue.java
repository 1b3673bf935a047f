package com.eventbuspro.platform.quarantine;

import com.eventbuspro.lake.redrive.Tally;
import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.platform.quarantine.Redrive.Action;
import com.eventbuspro.platform.quarantine.Redrive.State;
import com.eventbuspro.platform.security.ChangeRequest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/**
 * The table {@code redrive} as a work queue shared by all replicas: a row is taken with SKIP LOCKED
 * and leased by time. Losing a lease is no danger, since the tables decide who takes a record; it
 * only saves two from doing the same work.
 */
@Component
class RedriveQueue {
  private final JdbcClient jdbc;
  private final JsonMapper json;

  RedriveQueue(JdbcClient jdbc, JsonMapper json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  /** Adds a request, in the caller's transaction. */
  Redrive add(
      EventTypeName name, Action action, Selection selection, ChangeRequest change, Instant now) {
    return jdbc.sql(
            """
            INSERT INTO redrive (id, event_type, action, selection, reason,
              requested_by, requested_at, next_run_at)
            VALUES (:id, :eventType, :action, :selection::jsonb, :reason, :by, :now, :now)
            RETURNING *
            """)
        .param("id", UUID.randomUUID())
        .param("eventType", name.toString())
        .param("action", action.name())
        .param("selection", json.writeValueAsString(selection))
        .param("reason", change.reason())
        .param("by", change.by().name())
        .param("now", time(now))
        .query((row, number) -> read(row))
        .single();
  }

  Optional<Redrive> find(EventTypeName name, UUID id) {
    return jdbc.sql("SELECT * FROM redrive WHERE id = :id AND event_type = :eventType")
        .param("id", id)
        .param("eventType", name.toString())
        .query((row, number) -> read(row))
        .optional();
  }

  /** Requests about an event type, newest first, with numbers below the given one. */
  List<Redrive> page(EventTypeName name, long before, int limit) {
    return jdbc.sql(
            """
            SELECT * FROM redrive WHERE event_type = :eventType AND number < :before
            ORDER BY number DESC LIMIT :limit
            """)
        .param("eventType", name.toString())
        .param("before", before)
        .param("limit", limit)
        .query((row, number) -> read(row))
        .list();
  }

  /**
   * Takes the oldest request that is due, that no living run holds, and whose event type no living
   * run works on.
   */
  @Transactional
  Optional<RedriveClaim> claim(Instant now, Duration lease) {
    return jdbc.sql(
            """
            UPDATE redrive SET state = 'RUNNING', locked_by = :token, locked_until = :until
            WHERE id = (
              SELECT r.id FROM redrive r
              WHERE r.finished_at IS NULL AND r.next_run_at <= :now
                AND (r.locked_until IS NULL OR r.locked_until <= :now)
                AND NOT EXISTS (
                  SELECT 1 FROM redrive o
                  WHERE o.event_type = r.event_type AND o.locked_until > :now)
              ORDER BY r.number LIMIT 1 FOR UPDATE OF r SKIP LOCKED)
            RETURNING *
            """)
        .param("token", UUID.randomUUID().toString())
        .param("now", time(now))
        .param("until", time(now.plus(lease)))
        .query(
            (row, number) ->
                new RedriveClaim(read(row), row.getInt("attempts"), row.getString("locked_by")))
        .optional();
  }

  /** Keeps rows held. */
  @Transactional
  void renew(Set<String> tokens, Instant now, Duration lease) {
    if (!tokens.isEmpty()) {
      jdbc.sql("UPDATE redrive SET locked_until = :until WHERE locked_by IN (:tokens)")
          .param("until", time(now.plus(lease)))
          .param("tokens", tokens)
          .update();
    }
  }

  /** Notes how far a run is; false if the row is not the run's any more. */
  @Transactional
  boolean progress(RedriveClaim claim, Tally tally) {
    return jdbc.sql(
                """
                UPDATE redrive SET taken = greatest(taken, :taken), failing = :failing, attempts = 0
                WHERE id = :id AND locked_by = :token
                """)
            .param("taken", tally.taken())
            .param("failing", tally.failing())
            .param("id", claim.redrive().id())
            .param("token", claim.token())
            .update()
        == 1;
  }

  /** Ends a request, in the caller's transaction; empty if the row is not the run's any more. */
  Optional<Redrive> finish(RedriveClaim claim, State state, String message, Instant now) {
    return jdbc.sql(
            """
            UPDATE redrive SET state = :state, message = :message, finished_at = :now,
              locked_by = NULL, locked_until = NULL
            WHERE id = :id AND locked_by = :token
            RETURNING *
            """)
        .param("state", state.name())
        .param("message", message)
        .param("now", time(now))
        .param("id", claim.redrive().id())
        .param("token", claim.token())
        .query((row, number) -> read(row))
        .optional();
  }

  /** Gives a request back, to be taken up again by anyone. */
  @Transactional
  void release(RedriveClaim claim, String message, int attempts, Instant nextRun) {
    jdbc.sql(
            """
            UPDATE redrive SET state = 'WAITING', message = :message, attempts = :attempts,
              next_run_at = :next, locked_by = NULL, locked_until = NULL
            WHERE id = :id AND locked_by = :token
            """)
        .param("message", message)
        .param("attempts", attempts)
        .param("next", time(nextRun))
        .param("id", claim.redrive().id())
        .param("token", claim.token())
        .update();
  }

  private Redrive read(ResultSet row) throws SQLException {
    return new Redrive(
        row.getObject("id", UUID.class),
        row.getLong("number"),
        row.getString("event_type"),
        Action.valueOf(row.getString("action")),
        json.readValue(row.getString("selection"), Selection.class),
        row.getString("reason"),
        row.getString("requested_by"),
        row.getObject("requested_at", OffsetDateTime.class).toInstant(),
        State.valueOf(row.getString("state")),
        row.getString("message"),
        row.getLong("taken"),
        row.getLong("failing"),
        instant(row.getObject("finished_at", OffsetDateTime.class)));
  }

  private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
    return time == null ? null : time.toInstant();
  }

  private static OffsetDateTime time(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
