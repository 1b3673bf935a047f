package com.eventbuspro.platform.ledger;

import java.util.concurrent.ThreadFactory;

/** Named threads that do not keep the JVM alive. */
final class Daemons {
  private Daemons() {}

  static ThreadFactory named(String name) {
    return task -> {
      Thread thread = new Thread(task, name);
      thread.setDaemon(true);
      return thread;
    };
  }
}
