package com.eventbuspro.transform.store;

import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.model.pipeline.PipelineDestination;
import com.eventbuspro.model.pipeline.PipelineStart;
import java.time.Duration;
import java.util.Set;

/**
 * What a version of a pipeline is; never changes.
 *
 * @param version the version
 * @param sql its SQL
 * @param start from where it reads
 * @param destination where its result goes
 * @param stateLife for how long state is kept that is not touched
 * @param parallelism how many subtasks
 * @param reads the event types that it reads
 * @param onIncompatible what to do when it cannot go on with the state of the one before
 */
public record Definition(
    int version,
    String sql,
    PipelineStart start,
    PipelineDestination destination,
    Duration stateLife,
    int parallelism,
    Set<EventTypeName> reads,
    OnIncompatible onIncompatible) {
  public Definition {
    reads = Set.copyOf(reads);
  }

  /** What to do when a version cannot go on with the state of the one before it. */
  public enum OnIncompatible {
    /** It begins anew beside that one, until somebody switches. */
    BACKFILL,
    /** It begins without state where that one stopped; if its start is another one, there. */
    DROP_STATE
  }
}
