package com.eventbuspro.provisioner;

import com.eventbuspro.provisioner.engine.Claim;
import com.eventbuspro.provisioner.engine.Engine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes due resources and has them run by a pool, as many at once as it has threads. Claims only
 * what a thread is free for, so that no lease runs while its resource waits.
 */
final class Dispatcher {
  private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
  private static final Duration SHORTEST_PAUSE = Duration.ofMillis(5);

  private final Engine engine;
  private final ExecutorService pool;
  private final Semaphore free;
  private final Duration poll;
  private final Clock clock;
  private final Semaphore wakeUps = new Semaphore(0);
  private final Outage outage = new Outage("due resources are taken", LOG);

  Dispatcher(Engine engine, ExecutorService pool, int threads, Duration poll, Clock clock) {
    this.engine = engine;
    this.pool = pool;
    this.free = new Semaphore(threads);
    this.poll = poll;
    this.clock = clock;
  }

  /** Looks for due resources now rather than at the next poll. */
  void wake() {
    wakeUps.release();
  }

  /** Dispatches until its thread is interrupted. */
  void run() throws InterruptedException {
    while (!Thread.currentThread().isInterrupted()) {
      free.acquire();
      Optional<Claim> claim = claim();
      if (claim.isPresent()) {
        pool.execute(() -> work(claim.get()));
      } else {
        free.release();
        pause();
      }
    }
  }

  private Optional<Claim> claim() {
    try {
      Optional<Claim> claim = engine.claim();
      outage.over();
      return claim;
    } catch (RuntimeException e) {
      outage.because(e);
      return Optional.empty();
    }
  }

  private void work(Claim claim) {
    try {
      engine.run(claim);
    } catch (RuntimeException e) {
      // The engine speaks of everything but the database. The lease runs out, and the run is taken
      // up again.
      LOG.warn(
          "{} is taken up again when its lease ends, since its run could not be kept",
          claim.id(),
          e);
    } finally {
      free.release();
      wake();
    }
  }

  private void pause() throws InterruptedException {
    wakeUps.tryAcquire(untilDue().toMillis(), TimeUnit.MILLISECONDS);
    wakeUps.drainPermits();
  }

  private Duration untilDue() {
    Instant now = clock.instant();
    Duration pause;
    try {
      pause = engine.nextDue().map(due -> Duration.between(now, due)).orElse(poll);
    } catch (RuntimeException e) {
      outage.because(e);
      return poll;
    }
    if (pause.compareTo(SHORTEST_PAUSE) < 0) {
      return SHORTEST_PAUSE;
    }
    return pause.compareTo(poll) > 0 ? poll : pause;
  }
}
