package com.eventbuspro.platform.eventtype;

import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.model.Violation;
import com.eventbuspro.platform.problem.ApiException;
import com.eventbuspro.platform.problem.ProblemCode;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is done about pipelines that a new schema version would break. */
public final class PipelineImpacts {
  private PipelineImpacts() {}

  /**
   * Refuses what breaks pipelines, and says which, and at which lines of their SQL.
   *
   * @throws ApiException BREAKS_PIPELINES
   */
  public static void requireNoneBroken(EventTypeName name, List<PipelineImpact> impact) {
    List<PipelineImpact> broken = impact.stream().filter(PipelineImpact::breaks).toList();
    if (broken.isEmpty()) {
      return;
    }
    throw new ApiException(
        ProblemCode.BREAKS_PIPELINES,
        "This version of '"
            + name
            + "' would break "
            + broken.stream().map(PipelineImpact::pipeline).collect(Collectors.joining(", "))
            + ": see violations. Change their SQL first, or keep what they read",
        broken.stream().flatMap(PipelineImpacts::violations).toList());
  }

  private static Stream<Violation> violations(PipelineImpact broken) {
    if (broken.faults().isEmpty()) {
      return Stream.of(
          Violation.of("", ProblemCode.BREAKS_PIPELINES.name(), "Breaks " + broken.pipeline()));
    }
    return broken.faults().stream()
        .map(
            fault ->
                new Violation(
                    "",
                    fault.code(),
                    "Breaks "
                        + broken.pipeline()
                        + (fault.line() == null ? "" : ", line " + fault.line())
                        + ": "
                        + fault.message(),
                    fault.suggestion(),
                    fault.line(),
                    fault.column()));
  }
}
