package com.eventbuspro.platform.pipeline;

import com.eventbuspro.platform.Daemons;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Keeps the quarantine of pipelines small. Nothing is lost with it: it only says where events are
 * that a pipeline went on without, and those are in the lake.
 */
@Component
class QuarantineRetention implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(QuarantineRetention.class);
  private static final Duration AGE = Duration.ofDays(30);
  private static final int MOST = 100_000;
  private static final long INTERVAL_MINUTES = 60;

  private final JdbcClient jdbc;
  private final TransactionTemplate transactions;
  private final Clock clock;
  private @Nullable ScheduledExecutorService thread;

  QuarantineRetention(JdbcClient jdbc, TransactionTemplate transactions, Clock clock) {
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.clock = clock;
  }

  @Override
  public synchronized void start() {
    ScheduledExecutorService fresh =
        Executors.newSingleThreadScheduledExecutor(Daemons.named("quarantine-retention"));
    var unused =
        fresh.scheduleWithFixedDelay(
            this::work, INTERVAL_MINUTES, INTERVAL_MINUTES, TimeUnit.MINUTES);
    thread = fresh;
  }

  @Override
  public synchronized void stop() {
    if (thread != null) {
      thread.shutdownNow();
      thread = null;
    }
  }

  @Override
  public synchronized boolean isRunning() {
    return thread != null;
  }

  private void work() {
    try {
      tidy(MOST);
    } catch (RuntimeException e) {
      LOG.warn("The quarantine of pipelines cannot be tidied now; it is tried again", e);
    }
  }

  /**
   * Removes what is old, and the oldest of what is too much; doing it twice, or at two places, does
   * no harm.
   *
   * @param most how many a pipeline keeps
   */
  void tidy(int most) {
    transactions.executeWithoutResult(
        status ->
            jdbc.sql("DELETE FROM pipeline_quarantine WHERE at < :before")
                .param("before", clock.instant().minus(AGE).atOffset(ZoneOffset.UTC))
                .update());
    transactions.executeWithoutResult(
        status ->
            jdbc.sql(
                    """
                    DELETE FROM pipeline_quarantine q
                    USING (
                      SELECT p.name, (
                        SELECT o.at FROM pipeline_quarantine o WHERE o.pipeline = p.name
                        ORDER BY o.at DESC OFFSET :most LIMIT 1) AS at
                      FROM pipeline p) surplus
                    WHERE q.pipeline = surplus.name AND q.at <= surplus.at
                    """)
                .param("most", most)
                .update());
  }
}
