package com.eventbuspro.transform.life;

import com.eventbuspro.transform.engine.Engine;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.JobID;

/**
 * Room for jobs. A job that was just submitted may not have taken its slots yet, so they are set
 * aside for a while.
 */
final class Slots {
  private static final long SET_ASIDE_NANOS = Duration.ofSeconds(10).toNanos();

  private final Engine engine;
  private final Map<JobID, Claim> claims = new HashMap<>();

  private record Claim(int slots, long sinceNanos) {}

  Slots(Engine engine) {
    this.engine = engine;
  }

  /** Sets slots aside for a job that is about to be submitted; whether there are enough. */
  synchronized boolean claim(JobID job, int slots) {
    long now = System.nanoTime();
    claims.values().removeIf(claim -> now - claim.sinceNanos() > SET_ASIDE_NANOS);
    claims.remove(job);
    int free = engine.freeSlots() - claims.values().stream().mapToInt(Claim::slots).sum();
    if (free < slots) {
      return false;
    }
    claims.put(job, new Claim(slots, now));
    return true;
  }

  /** The job has its slots, or needs none any more. */
  synchronized void settled(JobID job) {
    claims.remove(job);
  }
}
