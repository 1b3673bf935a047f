package com.eventbuspro.transform.life;

import com.eventbuspro.dataplane.Daemons;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Does things that have no limit of their own within one, so that one pipeline's work does not keep
 * a thread from all others. What does not end is left alone; only so many may be.
 */
final class TimeLimit {
  private final Duration limit;
  private final Semaphore places;
  private final ExecutorService threads = Executors.newCachedThreadPool(Daemons.named("builds"));

  /**
   * @param limit how long each may take
   * @param places how many may be done, or be left alone, at a time
   */
  TimeLimit(Duration limit, int places) {
    this.limit = limit;
    this.places = new Semaphore(places);
  }

  /**
   * Does something.
   *
   * @throws TooSlowException if it takes too long, or others do
   */
  <T> T within(String what, Supplier<T> work) {
    if (!places.tryAcquire()) {
      throw new TooSlowException("Too many others take too long: it waits to " + what, null);
    }
    Future<T> result =
        threads.submit(
            () -> {
              try {
                return work.get();
              } finally {
                places.release();
              }
            });
    try {
      return result.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      // It began at once; its place is given back when it ends, if ever.
      result.cancel(true);
      throw new TooSlowException(
          "It takes more than " + limit.toSeconds() + " seconds to " + what, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("The runner ends", e);
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
}
