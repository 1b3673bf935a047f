package com.eventbuspro.localaws.kinesis;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The chores behind the API: forcing records to disk every second, removing expired ones. */
final class Housekeeping implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Housekeeping.class);
  private static final int EXPIRE_SECONDS = 30;

  private final ScheduledExecutorService timer;

  private Housekeeping(ScheduledExecutorService timer) {
    this.timer = timer;
  }

  static Housekeeping start(StreamCatalog streams) {
    ScheduledExecutorService timer =
        Executors.newSingleThreadScheduledExecutor(
            work -> {
              Thread thread = new Thread(work, "local-aws-kinesis-housekeeping");
              thread.setDaemon(true);
              return thread;
            });
    repeat(timer, 1, "force records to disk", streams::tidy);
    repeat(timer, EXPIRE_SECONDS, "remove expired records", streams::expire);
    return new Housekeeping(timer);
  }

  private static void repeat(
      ScheduledExecutorService timer, int seconds, String what, Runnable chore) {
    var unused =
        timer.scheduleWithFixedDelay(
            () -> {
              try {
                chore.run();
              } catch (RuntimeException e) {
                log.warn("Cannot {}; trying again in {} s", what, seconds, e);
              }
            },
            seconds,
            seconds,
            TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    timer.shutdown();
    try {
      if (!timer.awaitTermination(10, TimeUnit.SECONDS)) {
        log.warn("Housekeeping is still busy after 10 s; stopping without it");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
