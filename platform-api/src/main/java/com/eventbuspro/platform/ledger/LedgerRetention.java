package com.eventbuspro.platform.ledger;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Keeps the ledger small. After some weeks the rows of an hour's shards are added up to one, in the
 * statement that removes them; after a bit more than a year that one goes too. What was found
 * missing stays as long as the hour.
 */
@Component
class LedgerRetention {
  /** How long shards and sequence ranges are kept: longer than most streams keep their records. */
  static final Duration DETAILS = Duration.ofDays(35);

  private static final Duration TOTALS = Duration.ofDays(400);
  private static final Duration PUBLISHERS = Duration.ofDays(35);
  private static final String ADD_UP_CAPTURED =
      """
      WITH old AS (
        DELETE FROM ledger_captured WHERE hour < :before AND shard <> '*' RETURNING *)
      INSERT INTO ledger_captured AS c
        (event_type, hour, shard, read, in_table, in_quarantine, discarded)
      SELECT event_type, hour, '*', sum(read), sum(in_table), sum(in_quarantine), sum(discarded)
      FROM old GROUP BY event_type, hour
      ON CONFLICT (event_type, hour, shard) DO UPDATE SET
        read = c.read + excluded.read,
        in_table = c.in_table + excluded.in_table,
        in_quarantine = c.in_quarantine + excluded.in_quarantine,
        discarded = c.discarded + excluded.discarded
      """;
  private static final String ADD_UP_PUBLISHED =
      """
      WITH old AS (
        DELETE FROM ledger_published WHERE hour < :before AND shard <> '*' RETURNING *)
      INSERT INTO ledger_published AS c
        (event_type, hour, shard, slice, acknowledged, unknown, bytes)
      SELECT event_type, hour, '*', 0, sum(acknowledged), sum(unknown), sum(bytes)
      FROM old GROUP BY event_type, hour
      ON CONFLICT (event_type, hour, shard, slice) DO UPDATE SET
        acknowledged = c.acknowledged + excluded.acknowledged,
        unknown = c.unknown + excluded.unknown,
        bytes = c.bytes + excluded.bytes
      """;

  private final JdbcClient jdbc;
  private final TransactionTemplate transactions;
  private final Clock clock;

  LedgerRetention(JdbcClient jdbc, TransactionTemplate transactions, Clock clock) {
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.clock = clock;
  }

  /** Adds up and removes what is old enough; doing it twice, or at two places, does no harm. */
  void tidy() {
    Instant now = clock.instant();
    run(ADD_UP_CAPTURED, now.minus(DETAILS));
    run(ADD_UP_PUBLISHED, now.minus(DETAILS));
    for (String table :
        new String[] {"ledger_captured", "ledger_published", "ledger_note", "ledger_finding"}) {
      run("DELETE FROM " + table + " WHERE hour < :before", now.minus(TOTALS));
    }
    run("DELETE FROM ledger_publisher WHERE flushed_at < :before", now.minus(PUBLISHERS));
  }

  private void run(String sql, Instant before) {
    transactions.executeWithoutResult(
        status -> jdbc.sql(sql).param("before", LedgerRows.time(before)).update());
  }
}
