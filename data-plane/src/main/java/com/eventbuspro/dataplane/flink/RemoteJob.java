package com.eventbuspro.dataplane.flink;

import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;

/**
 * A job as a cluster lists it.
 *
 * @param id its id
 * @param name its name
 * @param status how it is
 */
public record RemoteJob(JobID id, String name, JobStatus status) {
  /** Whether it runs, or will again without anybody's doing. */
  public boolean isAlive() {
    return !status.isGloballyTerminalState();
  }
}
