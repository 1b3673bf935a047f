package com.eventbuspro.dataplane.flink;

import java.util.Map;
import org.apache.flink.configuration.Configuration;

/** A Flink cluster of this JVM: it asks nobody who they are, so nobody else may reach it. */
public final class EmbeddedFlink {
  private static final String ACTOR_TICK = "pekko.scheduler.tick-duration";

  private EmbeddedFlink() {}

  /**
   * Bound to loopback. Threads of libraries (Iceberg's, say) outlive the attempt of a job that made
   * them and keep its class loader, which has no classes of its own here: they may go on using it.
   */
  public static Configuration settings() {
    return Configuration.fromMap(
        Map.of(
            "rest.bind-address", "127.0.0.1",
            "jobmanager.bind-host", "127.0.0.1",
            "taskmanager.bind-host", "127.0.0.1",
            "classloader.check-leaked-classloader", "false",
            "security.delegation.tokens.enabled", "false"));
  }

  /**
   * Flink's two actor systems look for what is due a hundred times a second, which is a good part
   * of what an idle cluster does. Nothing of ours needs it; Flink has no setting for it. To be
   * called before the cluster starts.
   */
  public static void wakeActorsSeldom() {
    if (System.getProperty(ACTOR_TICK) == null) {
      System.setProperty(ACTOR_TICK, "100ms");
    }
  }
}
