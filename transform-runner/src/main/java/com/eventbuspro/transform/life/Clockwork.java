package com.eventbuspro.transform.life;

import com.eventbuspro.dataplane.Daemons;
import com.eventbuspro.transform.engine.EngineException;
import com.eventbuspro.transform.store.LeaseLostException;
import com.eventbuspro.transform.store.StoreException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does things again and again, whatever becomes of them. */
final class Clockwork implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Clockwork.class);

  private static final long PATIENCE_SECONDS = 5;

  private final ScheduledExecutorService threads;

  /**
   * @param count how many things are done at once
   */
  Clockwork(String name, int count) {
    this.threads = Executors.newScheduledThreadPool(count, Daemons.named(name));
  }

  /** Does something from now on, with a pause after each time. */
  void every(Duration pause, String what, Runnable work) {
    var unused =
        threads.scheduleWithFixedDelay(
            guarded(what, work), 0, Math.max(1, pause.toMillis()), TimeUnit.MILLISECONDS);
  }

  private static Runnable guarded(String what, Runnable work) {
    return () -> {
      try {
        work.run();
      } catch (LeaseLostException e) {
        LOG.debug("{} came too late", what, e);
      } catch (StoreException | EngineException e) {
        LOG.warn("{} failed; it is tried again: {}", what, e.toString());
      } catch (RuntimeException | Error e) {
        // Whatever it is: who does not come back is not called again.
        LOG.error("{} failed; it is tried again", what, e);
      }
    };
  }

  @Override
  public void close() {
    threads.shutdownNow();
    try {
      if (!threads.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        LOG.info("Something is still being done; it is not waited for");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
