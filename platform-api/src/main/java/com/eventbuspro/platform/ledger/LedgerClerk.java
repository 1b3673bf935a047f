package com.eventbuspro.platform.ledger;

import com.eventbuspro.platform.Daemons;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Does by the clock what the ledger needs: comparing, measuring, tidying. */
@Component
class LedgerClerk implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(LedgerClerk.class);
  private static final long INTERVAL_MILLIS = 1_000;
  private static final Duration BETWEEN_METRICS = Duration.ofSeconds(10);
  private static final Duration BETWEEN_TIDYING = Duration.ofHours(1);

  private final LedgerJudge judge;
  private final LedgerMetrics metrics;
  private final LedgerRetention retention;
  private final Clock clock;
  private @Nullable ScheduledExecutorService thread;
  private Instant measured = Instant.EPOCH;
  private Instant tidied = Instant.EPOCH;
  private boolean failing;

  LedgerClerk(LedgerJudge judge, LedgerMetrics metrics, LedgerRetention retention, Clock clock) {
    this.judge = judge;
    this.metrics = metrics;
    this.retention = retention;
    this.clock = clock;
  }

  @Override
  public synchronized void start() {
    ScheduledExecutorService fresh =
        Executors.newSingleThreadScheduledExecutor(Daemons.named("ledger-clerk"));
    var unused =
        fresh.scheduleWithFixedDelay(
            this::work, INTERVAL_MILLIS, INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
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
      judge.judge();
      Instant now = clock.instant();
      if (!now.isBefore(measured.plus(BETWEEN_METRICS))) {
        measured = now;
        metrics.refresh();
      }
      if (!now.isBefore(tidied.plus(BETWEEN_TIDYING))) {
        tidied = now;
        retention.tidy();
      }
      failing = false;
    } catch (RuntimeException e) {
      if (!failing && isRunning()) {
        LOG.warn("The ledger cannot be compared now; it is tried again", e);
      }
      failing = true;
    }
  }
}
