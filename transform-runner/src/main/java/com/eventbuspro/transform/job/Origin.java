package com.eventbuspro.transform.job;

import com.eventbuspro.model.pipeline.PipelineStart;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where a job without restored state begins to read an event type: decided once, then always the
 * same, however often the job is built again. Everything in it is text or a number ({@code start}
 * in its text form), so that it can be kept as JSON.
 *
 * @param start {@code history} or a timestamp; {@code now} was made the timestamp of the decision
 * @param schemaVersion the newest schema version at the decision: the SQL sees the columns of that
 *     one, with its names, whatever is registered later
 * @param snapshotId the snapshot of the lake table that is read first; null if only the stream is
 * @param pin the id under which the snapshot is kept, see {@link PipelineJobs#release}
 * @param positions where the stream goes on after the snapshot: encoded position by shard
 * @param historyRows about how many rows the snapshot has, for progress
 */
public record Origin(
    String start,
    int schemaVersion,
    @Nullable Long snapshotId,
    @Nullable String pin,
    Map<String, String> positions,
    long historyRows) {
  public Origin {
    positions = Map.copyOf(positions);
    if (PipelineStart.parse(start) instanceof PipelineStart.Now) {
      throw new IllegalArgumentException("'now' is another moment at every look");
    }
    if ((snapshotId == null) != (pin == null)) {
      throw new IllegalArgumentException("A snapshot is read under a pin");
    }
    if (schemaVersion < 1) {
      throw new IllegalArgumentException("Schema versions begin at 1");
    }
    Objects.requireNonNull(start, "start");
  }

  /** The start; never {@code now}. */
  public PipelineStart parsedStart() {
    return PipelineStart.parse(start);
  }
}
