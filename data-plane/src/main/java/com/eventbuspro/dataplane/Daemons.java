package com.eventbuspro.dataplane;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Named threads that do not keep the JVM alive. They load classes from where this class is, not
 * from the class loader of the Flink attempt that happens to start them: that one is closed with
 * the attempt, and a class whose initialization fails on a closed loader is unusable from then on.
 */
public final class Daemons {
  private Daemons() {}

  public static ThreadFactory named(String name) {
    AtomicInteger count = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, name + "-" + count.incrementAndGet());
      thread.setDaemon(true);
      thread.setContextClassLoader(Daemons.class.getClassLoader());
      return thread;
    };
  }
}
