package com.eventbuspro.transform.store;

import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.model.pipeline.PipelineName;
import com.eventbuspro.transform.job.Origin;
import java.util.Map;
import java.util.UUID;
import org.apache.flink.api.common.JobID;
import org.jspecify.annotations.Nullable;

/**
 * A Flink job of a pipeline.
 *
 * @param id its own id
 * @param pipeline the pipeline
 * @param version the version that it runs
 * @param generation the generation of the pipeline that it was last acted on for
 * @param role whether it is the pipeline, or is to become it
 * @param state how far it is
 * @param job under which Flink has it
 * @param leaseNumber the lease under which the job got that id: who holds another one cannot know
 *     whether it is submitted yet
 * @param origins where it begins without restored state; empty until that is decided
 * @param fingerprint of its state; empty until it is built
 * @param restoredFrom the checkpoint or savepoint that it began with
 * @param savepoint the one that it ended with
 * @param endReason why it ended
 */
public record Run(
    UUID id,
    PipelineName pipeline,
    int version,
    long generation,
    Role role,
    State state,
    JobID job,
    long leaseNumber,
    Map<EventTypeName, Origin> origins,
    String fingerprint,
    @Nullable String restoredFrom,
    @Nullable String savepoint,
    @Nullable EndReason endReason) {
  public Run {
    origins = Map.copyOf(origins);
  }

  /** What a run is to its pipeline. */
  public enum Role {
    /** It is the pipeline. */
    CURRENT,
    /** A version that is backfilled beside it. */
    CANDIDATE
  }

  /** How far a run is. */
  public enum State {
    /** Recorded; its job may have been submitted, or not. */
    STARTING,
    /** Its job was seen. */
    RUNNING,
    /** Its job is to end with a savepoint. */
    STOPPING,
    /** It has no job any more. */
    ENDED
  }

  /** Why a run ended. */
  public enum EndReason {
    /** It was to. */
    STOPPED("Stopped"),
    /** Flink has it no more: it went with a process. */
    LOST("Lost"),
    /** It was not wanted any more. */
    SUPERSEDED("Superseded"),
    /** Somebody else ended it, in Flink. */
    CANCELLED("Cancelled"),
    /** An event of a newer schema version came. */
    SCHEMA_CHANGED("SchemaChanged"),
    /** It failed at what its SQL does, and Flink gave up starting it again. */
    FAILED("Failed"),
    /** It failed for what may go by, such as a storage that cannot be reached. */
    DISTURBED("Disturbed"),
    /** So many events were rejected that the SQL must be wrong. */
    TOO_MANY_REJECTED("TooManyRejected"),
    /** It cannot be built. */
    INVALID("Invalid");

    private final String text;

    EndReason(String text) {
      this.text = text;
    }

    /** As it is kept. */
    public String text() {
      return text;
    }

    static EndReason parse(String text) {
      for (EndReason reason : values()) {
        if (reason.text.equals(text)) {
          return reason;
        }
      }
      throw new IllegalArgumentException("No run ends for the reason " + text);
    }
  }

  /** Whether its job, or that of one before it of the same version, was made and given to Flink. */
  public boolean isMade() {
    return !fingerprint.isEmpty();
  }

  /** Whether it has, or will have, a job. */
  public boolean isAlive() {
    return state != State.ENDED;
  }
}
