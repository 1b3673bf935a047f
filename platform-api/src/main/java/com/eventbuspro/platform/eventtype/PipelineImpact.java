package com.eventbuspro.platform.eventtype;

import com.eventbuspro.model.Violation;
import java.util.List;

/**
 * What a new schema version of an event type does to a pipeline that reads it.
 *
 * @param pipeline the pipeline's name
 * @param version the pipeline's version
 * @param breaks whether its SQL cannot run any more
 * @param faults why, with line and column in its SQL
 * @param changesOutput whether its result has other columns than before
 */
public record PipelineImpact(
    String pipeline, int version, boolean breaks, List<Violation> faults, boolean changesOutput) {
  public PipelineImpact {
    faults = List.copyOf(faults);
  }
}
