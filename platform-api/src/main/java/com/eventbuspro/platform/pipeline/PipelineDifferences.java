package com.eventbuspro.platform.pipeline;

import com.eventbuspro.platform.problem.ApiException;
import com.eventbuspro.platform.problem.Differences;
import com.eventbuspro.platform.problem.ProblemCode;

/** In what a pipeline differs from what is declared under its name. */
final class PipelineDifferences {
  private PipelineDifferences() {}

  /**
   * Lets pass what is declared exactly so.
   *
   * @throws ApiException PIPELINE_EXISTS with the differences, PIPELINE_DELETED
   */
  static void requireNone(Pipeline found, PipelineDraft asked) {
    PipelineChanges.requireNotDeleted(found);
    PipelineSpec spec = PipelineSpec.of(found);
    PipelineSpec wanted = asked.spec();
    Differences differences =
        new Differences(name -> "The " + name + " of the pipeline that is there is different");
    differences.compare("owner", found.owner(), asked.owner().value());
    differences.compare("purpose", found.purpose(), asked.purpose());
    differences.compare("sql", spec.sql(), wanted.sql());
    differences.compare("start", spec.start(), wanted.start());
    differences.compare("destination", spec.destination(), wanted.destination());
    differences.compare("state_hours", spec.stateHours(), wanted.stateHours());
    differences.compare("parallelism", spec.parallelism(), wanted.parallelism());
    differences.compare("on_incompatible", spec.onIncompatible(), wanted.onIncompatible());
    differences.requireNone(
        ProblemCode.PIPELINE_EXISTS,
        () ->
            "'"
                + found.name()
                + "' exists already, made by "
                + found.createdBy()
                + " for team "
                + found.owner()
                + ", and is different");
  }
}
