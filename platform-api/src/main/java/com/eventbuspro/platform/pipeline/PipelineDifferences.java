package com.eventbuspro.platform.pipeline;

import com.eventbuspro.model.Violation;
import com.eventbuspro.platform.problem.ApiException;
import com.eventbuspro.platform.problem.ProblemCode;
import java.util.ArrayList;
import java.util.List;

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
    List<Violation> differences = new ArrayList<>();
    compare(differences, "owner", found.owner(), asked.owner().value());
    compare(differences, "purpose", found.purpose(), asked.purpose());
    compare(differences, "sql", spec.sql(), wanted.sql());
    compare(differences, "start", spec.start(), wanted.start());
    compare(differences, "destination", spec.destination(), wanted.destination());
    compare(differences, "state_hours", spec.stateHours(), wanted.stateHours());
    compare(differences, "parallelism", spec.parallelism(), wanted.parallelism());
    compare(differences, "on_incompatible", spec.onIncompatible(), wanted.onIncompatible());
    if (!differences.isEmpty()) {
      throw new ApiException(
          ProblemCode.PIPELINE_EXISTS,
          "'"
              + found.name()
              + "' exists already, made by "
              + found.createdBy()
              + " for team "
              + found.owner()
              + ", and is different",
          differences);
    }
  }

  private static void compare(
      List<Violation> differences, String name, Object found, Object asked) {
    if (!found.equals(asked)) {
      differences.add(
          Violation.of(
              "/" + name,
              "DIFFERENT",
              "The " + name + " of the pipeline that is there is different",
              "Change it with PATCH, or use another name"));
    }
  }
}
