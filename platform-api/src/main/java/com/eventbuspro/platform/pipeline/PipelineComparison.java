package com.eventbuspro.platform.pipeline;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * How the rows of a version that was backfilled beside the current one differ from those of the
 * current one: what to look at before switching.
 *
 * @param version the candidate
 * @param comparedAt when they were compared
 * @param comparedRows how many rows were compared
 * @param equalRows how many are in both
 * @param onlyCurrentRows how many only the current version has
 * @param onlyCandidateRows how many only the candidate has
 * @param complete whether all rows were compared, and not a part
 * @param samples some rows that only one has
 */
public record PipelineComparison(
    int version,
    Instant comparedAt,
    long comparedRows,
    long equalRows,
    long onlyCurrentRows,
    long onlyCandidateRows,
    boolean complete,
    List<Sample> samples) {
  public PipelineComparison {
    samples = samples == null ? List.of() : List.copyOf(samples);
  }

  /** Which version has a row. */
  public enum Change {
    ONLY_CURRENT,
    ONLY_CANDIDATE
  }

  /**
   * A row that only one of them has.
   *
   * @param change which one
   * @param row its columns; what may be personal data is masked for every role but ADMIN
   */
  public record Sample(Change change, @Schema(type = "object") JsonNode row) {}

  /** As the transform-runner wrote it. */
  record Details(
      long comparedRows,
      long equalRows,
      long onlyCurrentRows,
      long onlyCandidateRows,
      boolean complete,
      List<Sample> samples) {}
}
