package com.eventbuspro.transform.life;

import com.eventbuspro.transform.store.Lease;
import com.eventbuspro.transform.store.StoreException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds the lease for as long as it can. Whoever must not act without it is told when it is over,
 * and that waits for no answer of the database: it is silent just then.
 */
final class Tenure implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Tenure.class);
  private static final int RENEWALS = 10;
  private static final int LOOKS = 100;

  private final Lease lease;
  private final Duration life;
  private final Runnable over;
  private final Clockwork clockwork = new Clockwork("lease", 2);
  private volatile long answeredNanos = System.nanoTime();
  private volatile boolean silent;

  /**
   * @param life for how long the lease is had without being renewed
   * @param over what to do while it is not held; done again and again, so that nothing that was
   *     under way at the end escapes
   */
  Tenure(Lease lease, Duration life, Runnable over) {
    this.lease = lease;
    this.life = life;
    this.over = over;
  }

  void begin() {
    clockwork.every(life.dividedBy(RENEWALS), "The lease", this::renew);
    clockwork.every(life.dividedBy(LOOKS), "The end of the lease", this::look);
  }

  boolean isHeld() {
    return lease.isHeld();
  }

  /** Whether the database has not answered for so long that the end is in sight. */
  boolean isInDanger() {
    return System.nanoTime() - answeredNanos > life.toNanos() / 2;
  }

  private void renew() {
    try {
      var unused = lease.renew();
      answeredNanos = System.nanoTime();
      silent = false;
    } catch (StoreException e) {
      if (!silent) {
        LOG.warn("The lease cannot be renewed; the pipelines go on for as long as it lasts", e);
      }
      silent = true;
    }
  }

  private void look() {
    if (!lease.isHeld()) {
      over.run();
    }
  }

  /** Nobody need wait for it to end by itself. */
  @Override
  public void close() {
    clockwork.close();
    try {
      lease.release();
    } catch (StoreException e) {
      LOG.info("The lease could not be given up; it ends by itself: {}", e.toString());
    }
  }
}
