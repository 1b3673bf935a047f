package com.eventbuspro.transform.analysis;

import com.eventbuspro.transform.sql.EventTypes;
import com.eventbuspro.transform.sql.SqlException;
import com.eventbuspro.transform.sql.Transform;
import com.eventbuspro.transform.sql.TransformPlanner;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Plans within bounds: few at a time, each for a limited time of the processor, so that a busy
 * machine, or a planner that was never used before, makes no SQL wrong. What the gate of statements
 * lets through should be planned in a moment; should one plan not end all the same, it is left
 * alone in a thread of the lowest priority, and only when several such are left do others have to
 * wait for them.
 */
public final class BoundedPlanner {
  private static final Logger LOG = LoggerFactory.getLogger(BoundedPlanner.class);
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final int MAX_LEFT_ALONE = 3;
  private static final int LOOK_MILLIS = 20;

  private final Limits limits;
  private final Semaphore places;
  private final AtomicInteger leftAlone = new AtomicInteger();

  /**
   * What planning may take.
   *
   * @param atOnce how many plans are made at the same time
   * @param turn how long one more waits for its turn
   * @param planning how much of the processor's time one may take
   * @param atMost how long one may take, however little of the processor it got
   */
  public record Limits(int atOnce, Duration turn, Duration planning, Duration atMost) {
    /** Two at once, ten seconds of the processor each, and half a minute in all. */
    public static final Limits DEFAULT =
        new Limits(2, Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofSeconds(30));

    public Limits {
      if (atOnce < 1
          || turn.isNegative()
          || planning.isNegative()
          || planning.isZero()
          || atMost.compareTo(planning) < 0) {
        throw new IllegalArgumentException("Such limits let nothing through");
      }
    }
  }

  /** A planner within limits. */
  public BoundedPlanner(Limits limits) {
    this.limits = limits;
    this.places = new Semaphore(limits.atOnce(), true);
  }

  /**
   * As {@link TransformPlanner#plan}.
   *
   * @throws SqlException also when it takes too long
   * @throws BusyException when too many wait
   */
  public Transform plan(String sql, EventTypes readable, Duration stateLife) {
    return bounded(() -> new TransformPlanner(stateLife).plan(sql, readable));
  }

  /**
   * Does what takes as long as planning does.
   *
   * @throws SqlException what it throws, and when it takes too long
   * @throws BusyException when too many wait
   */
  <T> T bounded(Supplier<T> work) {
    try {
      if (!places.tryAcquire(limits.turn().toMillis(), TimeUnit.MILLISECONDS)) {
        throw new BusyException(
            "Too many queries are being validated at the moment. Try again in a few seconds");
      }
      return await(start(work));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BusyException("The transform-runner is stopping");
    }
  }

  private <T> Planning<T> start(Supplier<T> work) {
    CompletableFuture<T> result = new CompletableFuture<>();
    AtomicBoolean placeGiven = new AtomicBoolean();
    Thread thread =
        new Thread(
            () -> {
              try {
                result.complete(work.get());
              } catch (Throwable e) { // Whoever waits must hear of it, whatever it is.
                result.completeExceptionally(e);
              } finally {
                if (placeGiven.compareAndSet(false, true)) {
                  places.release();
                } else {
                  leftAlone.decrementAndGet();
                }
              }
            },
            "sql-planner");
    thread.setDaemon(true);
    thread.start();
    return new Planning<>(thread, result, placeGiven);
  }

  private record Planning<T>(
      Thread thread, CompletableFuture<T> result, AtomicBoolean placeGiven) {}

  private <T> T await(Planning<T> planning) throws InterruptedException {
    long begun = System.nanoTime();
    try {
      while (true) {
        try {
          return planning.result().get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
          if (isSpent(planning.thread(), limits.planning())) {
            throw tooSlow(planning, limits.planning());
          }
          if (System.nanoTime() - begun >= limits.atMost().toNanos()) {
            throw tooSlow(planning, limits.atMost());
          }
        }
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  /** A thread that has just ended has used nothing, and there is a result. */
  private static boolean isSpent(Thread thread, Duration limit) {
    return THREADS.isThreadCpuTimeSupported()
        && THREADS.getThreadCpuTime(thread.getId()) >= limit.toNanos();
  }

  private SqlException tooSlow(Planning<?> planning, Duration limit) {
    abandon(planning);
    return SqlException.tooSlow(limit);
  }

  private void abandon(Planning<?> planning) {
    planning.thread().interrupt();
    planning.thread().setPriority(Thread.MIN_PRIORITY);
    if (leftAlone.incrementAndGet() > MAX_LEFT_ALONE) {
      leftAlone.decrementAndGet();
      LOG.warn("{} plans do not end; others wait for them", MAX_LEFT_ALONE);
    } else if (planning.placeGiven().compareAndSet(false, true)) {
      places.release();
    } else {
      leftAlone.decrementAndGet();
    }
  }
}
