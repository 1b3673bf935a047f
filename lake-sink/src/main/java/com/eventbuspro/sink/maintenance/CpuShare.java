package com.eventbuspro.sink.maintenance;

import com.eventbuspro.lake.maintain.Pace;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.TimeUnit;

/**
 * Lets one thread use no more than a share of one core: it rests after each short stretch of work,
 * since Java cannot give a thread less than others. Capture of events goes first.
 */
final class CpuShare implements Pace {
  private static final long STRETCH_NANOS = 20_000_000L;

  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private final double restPerWork;
  private long rested = Long.MIN_VALUE;
  private volatile boolean stopped;

  /** A share of one core, more than 0 and at most 1. */
  CpuShare(double share) {
    if (!(share > 0 && share <= 1)) {
      throw new IllegalArgumentException("Not a share of a core: " + share);
    }
    this.restPerWork = 1 / share - 1;
  }

  /** Ends the work at its next step. */
  void stop() {
    stopped = true;
  }

  @Override
  public void step() {
    if (stopped) {
      throw new MaintenanceStopped();
    }
    long used = threads.getCurrentThreadCpuTime();
    if (rested == Long.MIN_VALUE) {
      rested = used;
    }
    long work = used - rested;
    if (work < STRETCH_NANOS || restPerWork <= 0) {
      return;
    }
    rested = used;
    try {
      TimeUnit.NANOSECONDS.sleep((long) (work * restPerWork));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MaintenanceStopped();
    }
  }
}
