package com.eventbuspro.platform.pipeline;

import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.model.pipeline.PipelineName;
import com.eventbuspro.platform.eventtype.PipelineImpact;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What only Flink's planner knows, asked of the transform-runner. Nothing of a pipeline's life
 * cycle goes this way, so a transform-runner that is down loses no wish.
 *
 * <p>All methods throw {@link com.eventbuspro.platform.problem.ApiException} with
 * TRANSFORM_RUNNER_UNAVAILABLE when it cannot be asked.
 */
public interface TransformRunner {
  /**
   * What SQL means and what is wrong with it.
   *
   * @param destination where its result would go; null when that is not known yet
   * @param pipeline the pipeline that it is to be a version of; null when it is of none
   */
  Analysis validate(
      String sql,
      @Nullable DestinationSpec destination,
      int stateHours,
      @Nullable PipelineName pipeline);

  /**
   * The first rows of a result, on a slice of history. Blocks until they are there.
   *
   * @param listener told about once a second while there is going to be a preview
   * @throws WrongSqlException if the SQL is wrong; before the listener was told anything
   * @throws IOException what the listener threw; the work is cancelled
   */
  Preview preview(Question question, StillWorking listener) throws IOException;

  /** What a document would do to the pipelines that read an event type, as its next version. */
  List<PipelineImpact> impact(EventTypeName eventType, JsonNode document);

  /**
   * What to preview.
   *
   * @param sql the SQL
   * @param slice of history
   * @param limit the most rows
   * @param unmasked whether personal data may be shown
   */
  record Question(String sql, PreviewSlice slice, int limit, boolean unmasked) {}

  /** The SQL is wrong. */
  final class WrongSqlException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Analysis analysis;

    /** Refuses SQL for what the analysis says. */
    public WrongSqlException(Analysis analysis) {
      super("The SQL is wrong", null, false, false);
      this.analysis = analysis;
    }

    /** What is wrong with it. */
    public Analysis analysis() {
      return analysis;
    }
  }
}
