package com.eventbuspro.sink;

import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;

/**
 * A job as a cluster lists it.
 *
 * @param id its id
 * @param name its name
 * @param status how it is
 */
record RemoteJob(JobID id, String name, JobStatus status) {
  /** Whether it runs, or will again without anybody's doing. */
  boolean isAlive() {
    return !status.isGloballyTerminalState();
  }
}
