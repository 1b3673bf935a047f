package com.eventbuspro.provisioner;

import com.eventbuspro.provisioner.retention.RetentionGuard;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has the retention guard look at every lag, often compared with the hours that it decides on. */
final class GuardWatch {
  private static final Logger LOG = LoggerFactory.getLogger(GuardWatch.class);
  private static final int POLLS = 10;

  private final RetentionGuard guard;
  private final Runnable changed;
  private final Duration pause;
  private final Outage outage = new Outage("lags are watched", LOG);

  /**
   * @param changed called when streams became due
   * @param poll how often the service looks for work; lags are looked at ten times more seldom
   */
  GuardWatch(RetentionGuard guard, Runnable changed, Duration poll) {
    this.guard = guard;
    this.changed = changed;
    this.pause = poll.multipliedBy(POLLS);
  }

  /** Watches until its thread is interrupted. */
  void run() throws InterruptedException {
    while (!Thread.currentThread().isInterrupted()) {
      try {
        if (guard.sweep() > 0) {
          changed.run();
        }
        outage.over();
      } catch (RuntimeException e) {
        outage.because(e);
      }
      Thread.sleep(pause.toMillis());
    }
  }
}
