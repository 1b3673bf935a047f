package com.eventbuspro.platform.ledger;

import com.eventbuspro.lake.ledger.SequenceRange;
import com.eventbuspro.platform.Daemons;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Adds the counts of publishing to the ledger twice a second, and at the end.
 *
 * <p><b>Never too high.</b> A flush has a number, and is added by the statement that moves this
 * process's number on to it, and by no other. While the outcome of a flush is unknown the very same
 * flush is sent again. A process that is killed takes at most its last half second of counts with
 * it: then the ledger says less than was published, which can hide a loss but accuse nobody. While
 * the database is away counts wait in memory, a few for each event type, and publishing goes on.
 */
@Component
class PublishFlush implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(PublishFlush.class);
  private static final long INTERVAL_MILLIS = 500;
  private static final long STOP_PATIENCE_SECONDS = 5;
  private static final String COLUMNS =
      """
      unnest(:types::text[], :hours::bigint[], :shards::text[], :slices::int[],
             :acknowledged::bigint[], :unknown::bigint[], :bytes::bigint[],
             :firsts::numeric[], :lasts::numeric[])
        AS u (event_type, hour, shard, slice, acknowledged, unknown, bytes, first, last)
      """;
  // Rows are taken in order, as everybody does: two that did otherwise could wait for each other.
  private static final String ADD =
      """
      WITH mark AS (
        INSERT INTO ledger_publisher AS p (id, flushed, flushed_at) VALUES (:id, :number, now())
        ON CONFLICT (id) DO UPDATE SET flushed = excluded.flushed, flushed_at = now()
          WHERE p.flushed = excluded.flushed - 1
        RETURNING 1),
      added AS (
        INSERT INTO ledger_published AS c
          (event_type, hour, shard, slice, acknowledged, unknown, bytes,
           first_sequence, last_sequence)
        SELECT event_type, to_timestamp(hour * 3600.0), shard, slice, acknowledged, unknown, bytes,
               first, last
        FROM %s
        WHERE EXISTS (SELECT 1 FROM mark)
        ORDER BY event_type, hour, shard, slice
        ON CONFLICT (event_type, hour, shard, slice) DO UPDATE SET
          acknowledged = c.acknowledged + excluded.acknowledged,
          unknown = c.unknown + excluded.unknown,
          bytes = c.bytes + excluded.bytes,
          first_sequence = LEAST(c.first_sequence, excluded.first_sequence),
          last_sequence = GREATEST(c.last_sequence, excluded.last_sequence))
      INSERT INTO ledger_book AS b (event_type, judge_from)
      SELECT event_type, to_timestamp(min(hour) * 3600.0)
      FROM %s
      WHERE EXISTS (SELECT 1 FROM mark)
      GROUP BY event_type
      ORDER BY event_type
      ON CONFLICT (event_type) DO UPDATE SET judge_from = excluded.judge_from
        WHERE b.judge_from IS NULL OR b.judge_from > excluded.judge_from
      """
          .formatted(COLUMNS, COLUMNS);

  private final PublishCounts counts;
  private final JdbcClient jdbc;
  private final TransactionTemplate transactions;
  private final UUID publisher = UUID.randomUUID();
  private @Nullable ScheduledExecutorService thread;
  private Map<PublishCounts.Key, PublishCount> sending = Map.of();
  private long number;
  private boolean failing;

  PublishFlush(PublishCounts counts, JdbcClient jdbc, TransactionTemplate transactions) {
    this.counts = counts;
    this.jdbc = jdbc;
    this.transactions = transactions;
  }

  @Override
  public synchronized void start() {
    ScheduledExecutorService fresh =
        Executors.newSingleThreadScheduledExecutor(Daemons.named("ledger-flush"));
    var unused =
        fresh.scheduleWithFixedDelay(
            this::flush, INTERVAL_MILLIS, INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
    thread = fresh;
  }

  /** After the web server, which has answered its last publish by then. */
  @Override
  public int getPhase() {
    return 0;
  }

  @Override
  public synchronized boolean isRunning() {
    return thread != null;
  }

  @Override
  public synchronized void stop() {
    ScheduledExecutorService running = thread;
    if (running == null) {
      return;
    }
    thread = null;
    // Twice: what a flush before left unsettled, and what was counted since.
    running.execute(this::flush);
    running.execute(this::flush);
    running.shutdown();
    try {
      if (!running.awaitTermination(STOP_PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("The last counts of publishing could not be added to the ledger in time");
        running.shutdownNow();
      }
    } catch (InterruptedException e) {
      running.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }

  /** Adds what was counted; only ever one at a time. */
  void flush() {
    if (sending.isEmpty()) {
      sending = new TreeMap<>(counts.take());
      number++;
    }
    if (sending.isEmpty()) {
      number--;
      return;
    }
    try {
      transactions.executeWithoutResult(status -> send());
      sending = Map.of();
      if (failing) {
        LOG.info("Counts of publishing are added to the ledger again");
      }
      failing = false;
    } catch (RuntimeException e) {
      if (!failing) {
        LOG.warn("Counts of publishing cannot be added to the ledger now; they wait", e);
      }
      failing = true;
    }
  }

  private void send() {
    List<Map.Entry<PublishCounts.Key, PublishCount>> rows = new ArrayList<>(sending.entrySet());
    jdbc.sql(ADD)
        .param("id", publisher)
        .param("number", number)
        .param("types", array(rows, row -> row.getKey().eventType()))
        .param("hours", array(rows, row -> Long.toString(row.getKey().hour())))
        .param("shards", array(rows, row -> row.getKey().shard()))
        .param("slices", array(rows, row -> Integer.toString(row.getKey().slice())))
        .param("acknowledged", array(rows, row -> Long.toString(row.getValue().acknowledged())))
        .param("unknown", array(rows, row -> Long.toString(row.getValue().unknownOutcomes())))
        .param("bytes", array(rows, row -> Long.toString(row.getValue().bytes())))
        .param("firsts", array(rows, row -> first(row.getValue().range())))
        .param("lasts", array(rows, row -> last(row.getValue().range())))
        .update();
  }

  private static @Nullable String[] array(
      List<Map.Entry<PublishCounts.Key, PublishCount>> rows,
      Function<Map.Entry<PublishCounts.Key, PublishCount>, @Nullable String> value) {
    @Nullable String[] values = new String[rows.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = value.apply(rows.get(i));
    }
    return values;
  }

  private static @Nullable String first(@Nullable SequenceRange range) {
    return range == null ? null : range.first().toString();
  }

  private static @Nullable String last(@Nullable SequenceRange range) {
    return range == null ? null : range.last().toString();
  }
}
