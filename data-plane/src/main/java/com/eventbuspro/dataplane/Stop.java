package com.eventbuspro.dataplane;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** That a program is to stop, and that it has. */
public final class Stop {
  private final String name;
  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch done = new CountDownLatch(1);

  Stop(String name) {
    this.name = name;
  }

  /** Asks the program to stop. */
  public void ask() {
    asked.countDown();
  }

  /** Whether it was asked to. */
  public boolean isAsked() {
    return asked.getCount() == 0;
  }

  /** Waits until it is asked to. */
  public void await() throws InterruptedException {
    asked.await();
  }

  /** From now on SIGTERM asks, and the JVM ends only once the program has ended in good order. */
  public void whenKilled() {
    whenKilled(Duration.ofMillis(Long.MAX_VALUE));
  }

  /**
   * The same for so long; what does not end in that time ends with the JVM: whoever is told to stop
   * must stop.
   */
  public void whenKilled(Duration patience) {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  ask();
                  awaitDone(patience);
                }));
  }

  void done() {
    done.countDown();
  }

  private void awaitDone(Duration patience) {
    try {
      if (!done.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        System.err.println(name + " did not end in order; it ends now");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
