package com.eventbuspro.platform.ledger;

import com.eventbuspro.model.position.Position;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Compares the counts of event types whose counts changed, and keeps what it finds.
 *
 * <p>{@code ledger_book.judge_from} is the queue. Whoever changes counts sets it, holding the row
 * until the change is there; the judge holds the row while it compares and clears it with what it
 * found. So a change is never overlooked, and replicas share the work.
 */
@Component
class LedgerJudge {
  private static final Logger LOG = LoggerFactory.getLogger(LedgerJudge.class);

  /** A busy event type's counts change all the time: that often they are compared. */
  private static final String PAUSE = "3 seconds";

  /** A record acknowledged in the first seconds of an hour may have arrived in the one before. */
  private static final Duration BEFORE = Duration.ofHours(1);

  /**
   * How long ago a record may have arrived that is counted as published now: a process may be
   * stopped in between, for instance with the machine it is on.
   */
  private static final Duration LONGEST_ANSWER = Duration.ofHours(26);

  private static final Instant END = Instant.parse("9999-01-01T00:00:00Z");

  private final JdbcClient jdbc;
  private final TransactionTemplate transactions;
  private final LedgerRows rows;
  private final Clock clock;

  LedgerJudge(JdbcClient jdbc, TransactionTemplate transactions, LedgerRows rows, Clock clock) {
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.rows = rows;
    this.clock = clock;
  }

  private record Due(Map<String, Position> positions, Instant from) {}

  /** Compares what is due; how many event types that were. */
  int judge() {
    List<String> names =
        jdbc.sql(
                "SELECT event_type FROM ledger_book WHERE judge_from IS NOT NULL"
                    + " AND (judged_at IS NULL OR judged_at < now() - interval '"
                    + PAUSE
                    + "') ORDER BY judged_at NULLS FIRST LIMIT 1000")
            .query(String.class)
            .list();
    for (String name : names) {
      transactions.executeWithoutResult(status -> judge(name));
    }
    return names.size();
  }

  private void judge(String name) {
    List<Due> due =
        jdbc.sql(
                "SELECT positions::text, judge_from FROM ledger_book WHERE event_type = :name"
                    + " AND judge_from IS NOT NULL FOR UPDATE SKIP LOCKED")
            .param("name", name)
            .query((row, number) -> due(row.getString(1), LedgerRows.instant(row, 2)))
            .list();
    if (due.isEmpty()) {
      return; // Another replica is at it, or was.
    }
    Instant from = due.get(0).from();
    Figures figures =
        new Figures(
            due.get(0).positions(),
            rows.published(name, from, END),
            rows.captured(name, from.minus(LONGEST_ANSWER), END),
            rows.notes(name));
    replace(name, from, Verdict.of(figures, from));
    jdbc.sql("UPDATE ledger_book SET judge_from = NULL, judged_at = now() WHERE event_type = :name")
        .param("name", name)
        .update();
  }

  private Due due(String positions, Instant changed) {
    // Where details are no longer kept, there is nothing to compare; the verdict stands.
    Instant details = clock.instant().minus(LedgerRetention.DETAILS).plus(LONGEST_ANSWER);
    Instant from = changed.minus(BEFORE);
    return new Due(rows.positions(positions), from.isBefore(details) ? details : from);
  }

  private void replace(String name, Instant from, List<Finding> findings) {
    List<Finding> known = rows.findings(name, from, END);
    for (Finding old : known) {
      if (!findings.contains(old)) {
        delete(name, old);
      }
    }
    for (Finding found : findings) {
      if (!known.contains(found)) {
        insert(name, found);
        if (found.missing() > 0) {
          LOG.error(
              "{} records of {} are missing in {} from {} to {} ({}), hour {}",
              found.missing(),
              name,
              found.shard(),
              found.range().first(),
              found.range().last(),
              found.kind(),
              found.hour());
        }
      }
    }
  }

  private void delete(String name, Finding old) {
    jdbc.sql(
            """
            DELETE FROM ledger_finding WHERE event_type = :name AND hour = :hour
              AND shard = :shard AND kind = :kind AND first_sequence = :first
            """)
        .param("name", name)
        .param("hour", LedgerRows.time(old.hour()))
        .param("shard", old.shard())
        .param("kind", old.kind().name())
        .param("first", new BigDecimal(old.range().first()))
        .update();
  }

  private void insert(String name, Finding found) {
    jdbc.sql(
            """
            INSERT INTO ledger_finding
              (event_type, hour, shard, kind, first_sequence, last_sequence, records, found_at)
            VALUES (:name, :hour, :shard, :kind, :first, :last, :records, now())
            """)
        .param("name", name)
        .param("hour", LedgerRows.time(found.hour()))
        .param("shard", found.shard())
        .param("kind", found.kind().name())
        .param("first", new BigDecimal(found.range().first()))
        .param("last", new BigDecimal(found.range().last()))
        .param("records", found.missing())
        .update();
  }
}
