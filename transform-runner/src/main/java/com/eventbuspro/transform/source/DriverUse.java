package com.eventbuspro.transform.source;

import com.eventbuspro.dataplane.PostgresDriver;
import org.apache.flink.util.UserCodeClassLoader;

/**
 * Takes PostgreSQL's driver out of the JVM's list when nothing of a job is left in a process: it
 * would keep the job's classes in memory. Not earlier: tasks that begin again need it.
 */
final class DriverUse {
  private static final String HOOK = "postgres-driver";
  private static int enumerators;

  private DriverUse() {}

  /** Of a subtask: Flink knows when the last one of a job is gone from a process. */
  static void bySubtask(UserCodeClassLoader loader) {
    loader.registerReleaseHookIfAbsent(HOOK, PostgresDriver::release);
  }

  /** Of a coordinator, where Flink does not tell: they are counted. */
  static synchronized void beginByEnumerator() {
    enumerators++;
  }

  static synchronized void endByEnumerator() {
    enumerators--;
    if (enumerators == 0) {
      PostgresDriver.release();
    }
  }
}
