package com.eventbuspro.transform.life;

import com.eventbuspro.lake.LakeException;
import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.model.pipeline.PipelineStart;
import com.eventbuspro.transform.destination.Fence;
import com.eventbuspro.transform.job.BuiltJob;
import com.eventbuspro.transform.job.JobSpec;
import com.eventbuspro.transform.job.Origin;
import com.eventbuspro.transform.job.PipelineJobs;
import java.time.Duration;
import org.apache.flink.configuration.Configuration;

/** Makes jobs of versions of pipelines. */
interface Jobs {
  /** How long making one may take. */
  Duration BUILDING = Duration.ofMinutes(2);

  /** How many are made at a time, those that do not come to an end among them. */
  int BUILDS = 16;

  /**
   * The job of a version.
   *
   * @param fence keeps jobs made before from what it writes
   * @throws RefusedException if it cannot be made (any more)
   */
  BuiltJob build(JobSpec spec, Fence fence);

  /**
   * The fingerprint of a version, without making anything.
   *
   * @throws RefusedException as {@link #build}
   */
  String fingerprint(JobSpec spec);

  /** Decides where an event type is read from; asking again with the same pin is fine. */
  Origin origin(EventTypeName eventType, int schemaVersion, PipelineStart start, String pin);

  /** Lets go what was pinned; fine when nothing is. */
  void release(EventTypeName eventType, String pin);

  /** The real ones. */
  static Jobs of(PipelineJobs jobs, Configuration flink) {
    TimeLimit limit = new TimeLimit(BUILDING, BUILDS);
    return new Jobs() {
      @Override
      public BuiltJob build(JobSpec spec, Fence fence) {
        return RefusedException.orRefuse(
            () -> limit.within("make the job", () -> jobs.build(spec, flink, fence)));
      }

      @Override
      public String fingerprint(JobSpec spec) {
        return RefusedException.orRefuse(
            () -> limit.within("plan the SQL", () -> jobs.fingerprint(spec)));
      }

      @Override
      public Origin origin(
          EventTypeName eventType, int schemaVersion, PipelineStart start, String pin) {
        return RefusedException.orRefuse(() -> jobs.originOf(eventType, schemaVersion, start, pin));
      }

      @Override
      public void release(EventTypeName eventType, String pin) {
        try {
          jobs.release(eventType, pin);
        } catch (LakeException e) {
          if (e.code() != LakeException.Code.TABLE_MISSING) {
            throw e;
          }
          // The pins went with the table.
        }
      }
    };
  }
}
