package com.eventbuspro.platform.pipeline;

import com.eventbuspro.model.InvalidInputException;
import com.eventbuspro.model.pipeline.PipelineDestination;
import com.eventbuspro.model.pipeline.PipelineLimits;
import com.eventbuspro.platform.PlatformSettings;
import com.eventbuspro.platform.problem.ApiException;
import com.eventbuspro.platform.problem.Checks;
import com.eventbuspro.platform.problem.ProblemCode;
import com.eventbuspro.platform.security.Caller;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * Lets people try SQL before anything is made of it. Everybody who may run pipelines may read every
 * event type; personal data is shown to admins only.
 */
@Service
public class Transforms {
  private static final int LIMIT = 100;
  private static final int MAX_LIMIT = 1000;

  private final TransformRunner runner;
  private final Semaphore previews;

  Transforms(TransformRunner runner, PlatformSettings settings) {
    this.runner = runner;
    this.previews = new Semaphore(settings.limits().concurrentPreviews());
  }

  /**
   * What SQL means and what is wrong with it.
   *
   * @throws InvalidInputException if the question itself is wrong, not for wrong SQL
   * @throws ApiException FORBIDDEN, TRANSFORM_RUNNER_UNAVAILABLE
   */
  public Analysis validate(SqlCheck asked, Caller caller) {
    requireMay(caller);
    Checks checks = new Checks();
    String sql = checks.get("", () -> SqlText.check(asked.sql()));
    PipelineDestination destination =
        asked.destination() == null ? null : checks.get("", asked.destination()::parse);
    Integer hours =
        checks.get(
            "",
            () ->
                PipelineDraft.inRange(
                    "state_hours",
                    asked.stateHours() == null
                        ? PipelineLimits.DEFAULT_STATE_HOURS
                        : asked.stateHours(),
                    PipelineLimits.MAX_STATE_HOURS));
    checks.done();
    return runner.validate(
        checked(sql),
        destination == null ? null : DestinationSpec.of(destination),
        checked(hours),
        null);
  }

  /**
   * The first rows of a result, on a slice of history. Blocks until they are there.
   *
   * @param listener told about once a second while there is going to be a preview; when it throws,
   *     the work is cancelled
   * @throws InvalidInputException if the SQL is wrong, with line and column, or the question is;
   *     before the listener was told anything
   * @throws ApiException FORBIDDEN, TOO_MANY_REQUESTS, TRANSFORM_RUNNER_UNAVAILABLE; likewise
   * @throws IOException what the listener threw
   */
  public Preview preview(PreviewRequest asked, Caller caller, StillWorking listener)
      throws IOException {
    requireMay(caller);
    TransformRunner.Question question = question(asked, caller);
    if (!previews.tryAcquire()) {
      throw ApiException.retryLater(
          ProblemCode.TOO_MANY_REQUESTS,
          "As many previews are running as this platform allows. Try again in a moment",
          Duration.ofSeconds(2));
    }
    try {
      return runner.preview(question, listener);
    } catch (TransformRunner.WrongSqlException e) {
      throw new InvalidInputException(e.analysis().violations());
    } finally {
      previews.release();
    }
  }

  private static TransformRunner.Question question(PreviewRequest asked, Caller caller) {
    Checks checks = new Checks();
    String sql = checks.get("", () -> SqlText.check(asked.sql()));
    PreviewSlice slice =
        asked.slice() == null ? PreviewSlice.DEFAULT : checks.get("", asked.slice()::check);
    Integer limit =
        checks.get(
            "",
            () ->
                PipelineDraft.inRange(
                    "limit", asked.limit() == null ? LIMIT : asked.limit(), MAX_LIMIT));
    checks.done();
    return new TransformRunner.Question(
        checked(sql), checked(slice), checked(limit), caller.role().maySeePersonalData());
  }

  private static <T> T checked(@Nullable T value) {
    if (value == null) {
      throw new IllegalStateException("A check failed without a violation");
    }
    return value;
  }

  private static void requireMay(Caller caller) {
    if (!caller.role().mayRunPipelines()) {
      throw caller.refused("Pipelines are for scientists, engineers and admins");
    }
  }
}
