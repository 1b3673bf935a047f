package com.eventbuspro.platform.quarantine;

import com.eventbuspro.lake.LakeException;
import com.eventbuspro.platform.audit.AuditRecord.Outcome;
import com.eventbuspro.platform.audit.AuditRecords;
import com.eventbuspro.platform.quarantine.Redrive.State;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Works on requests in the background, a few at a time, each event type's one after the other. When
 * this replica is killed its leases lapse, and another replica, or this one started again, goes on
 * with what is left.
 */
@Component
class RedriveRunner implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(RedriveRunner.class);
  private static final int AT_ONCE = 3;
  private static final Duration LOOK_EVERY = Duration.ofSeconds(2);
  private static final Duration LEASE = Duration.ofSeconds(30);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  /** A quarter of an hour: longer trouble should be seen, and the request be made again. */
  private static final int MAX_ATTEMPTS = 20;

  private final RedriveQueue queue;
  private final RedriveRun run;
  private final AuditRecords audit;
  private final TransactionTemplate transaction;
  private final Clock clock;
  private final Semaphore free = new Semaphore(AT_ONCE);
  private final Set<String> held = ConcurrentHashMap.newKeySet();
  private volatile boolean running;
  private ScheduledExecutorService threads = threads();

  RedriveRunner(
      RedriveQueue queue,
      RedriveRun run,
      AuditRecords audit,
      TransactionTemplate transaction,
      Clock clock) {
    this.queue = queue;
    this.run = run;
    this.audit = audit;
    this.transaction = transaction;
    this.clock = clock;
  }

  private static ScheduledExecutorService threads() {
    return Executors.newScheduledThreadPool(
        AT_ONCE + 1,
        work -> {
          Thread thread = new Thread(work, "redrive");
          thread.setDaemon(true);
          return thread;
        });
  }

  @Override
  public void start() {
    if (!running) {
      running = true;
      threads = threads();
      var unused =
          threads.scheduleWithFixedDelay(
              this::look, 0, LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  @Override
  public void stop() {
    running = false;
    threads.shutdown();
    try {
      // Runs end after their batch, and give back what they hold.
      if (!threads.awaitTermination(LEASE.toSeconds(), TimeUnit.SECONDS)) {
        LOG.warn("A re-drive did not end in time; it is taken up again when its lease lapses");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** There may be something to do. */
  void lookNow() {
    try {
      threads.execute(this::look);
    } catch (RejectedExecutionException e) {
      LOG.debug("Stopping: another replica, or the next start, will do it", e);
    }
  }

  private void look() {
    try {
      queue.renew(Set.copyOf(held), clock.instant(), LEASE);
      while (running && free.tryAcquire()) {
        Optional<RedriveClaim> claim = claim();
        if (claim.isEmpty()) {
          return;
        }
        threads.execute(() -> work(claim.get()));
      }
    } catch (RuntimeException e) {
      LOG.warn("Cannot look for re-drives; trying again", e);
    }
  }

  /** A claim, for a permit that was acquired; gives the permit back when there is none. */
  private Optional<RedriveClaim> claim() {
    Optional<RedriveClaim> claim = Optional.empty();
    try {
      claim = queue.claim(clock.instant(), LEASE);
      claim.ifPresent(taken -> held.add(taken.token()));
      return claim;
    } finally {
      if (claim.isEmpty()) {
        free.release();
      }
    }
  }

  private void work(RedriveClaim claim) {
    try {
      run.work(claim, () -> !running);
      finish(claim, State.DONE, "");
    } catch (RedriveRun.Interrupted e) {
      queue.release(claim, "", claim.attempts(), clock.instant());
    } catch (RuntimeException e) {
      failed(claim, e);
    } finally {
      held.remove(claim.token());
      free.release();
      if (running) {
        lookNow();
      }
    }
  }

  private void failed(RedriveClaim claim, RuntimeException e) {
    int attempts = claim.attempts() + 1;
    try {
      if (isHopeless(e) || attempts >= MAX_ATTEMPTS) {
        LOG.error("Gave up the {}", describe(claim), e);
        finish(claim, State.FAILED, message(e));
      } else {
        Duration pause = Duration.ofSeconds(1L << Math.min(attempts, 6));
        Instant next =
            clock.instant().plus(pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause);
        LOG.warn("The {} failed; trying again at {}", describe(claim), next, e);
        queue.release(claim, message(e), attempts, next);
      }
    } catch (RuntimeException database) {
      LOG.warn("The {} is taken up again when its lease lapses", describe(claim), database);
    }
  }

  private static String describe(RedriveClaim claim) {
    return claim.redrive().action().verb()
        + " "
        + claim.redrive().id()
        + " of "
        + claim.redrive().eventType();
  }

  private static boolean isHopeless(RuntimeException e) {
    return e instanceof LakeException lake
        && switch (lake.code()) {
          case TABLE_MISSING, NOT_OURS, POSITIONS_LOST, SCHEMA_INCOMPATIBLE -> true;
          case TABLE_REPLACED, OUTCOME_UNKNOWN, SCHEMA_BEHIND, UNAVAILABLE -> false;
        };
  }

  private static String message(RuntimeException e) {
    return e instanceof LakeException lake
        ? String.valueOf(lake.getMessage())
        : "The lake or the database did not answer";
  }

  private void finish(RedriveClaim claim, State state, String message) {
    transaction.executeWithoutResult(
        status ->
            queue
                .finish(claim, state, message, clock.instant())
                .ifPresent(
                    redrive ->
                        audit.ended(
                            redrive.requestedBy(),
                            redrive.reason(),
                            "quarantine." + redrive.action().verb() + ".end",
                            redrive.eventType() + "/quarantine/redrives/" + redrive.id(),
                            redrive.eventType(),
                            state == State.DONE ? Outcome.DONE : Outcome.FAILED,
                            Map.of("taken", redrive.taken(), "failing", redrive.failing()))));
  }
}
