package com.eventbuspro.platform;

import java.util.concurrent.ThreadFactory;

/** Threads that do not keep the JVM alive. */
public final class Daemons {
  private Daemons() {}

  /** Each is called so: for executors of one thread. */
  public static ThreadFactory named(String name) {
    return task -> {
      Thread thread = new Thread(task, name);
      thread.setDaemon(true);
      return thread;
    };
  }
}
