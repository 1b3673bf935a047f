package com.eventbuspro.platform.pipeline;

import com.eventbuspro.platform.problem.ApiException;
import com.eventbuspro.platform.problem.ProblemCode;
import java.time.Duration;

/** Why the transform-runner cannot be asked, and what to do. Pipelines that run are not touched. */
final class Unavailable {
  private static final String GO_ON = " Pipelines that run go on meanwhile";

  private Unavailable() {}

  static ApiException unreachable() {
    return problem(
        "The transform-runner cannot be reached. Try again in a moment; if it stays so, an operator"
            + " should see that it runs, and that EBP_TRANSFORM_URL is its address."
            + GO_ON);
  }

  static ApiException silent(Duration waited) {
    return problem(
        "The transform-runner did not answer within "
            + waited.toSeconds()
            + " seconds. Try again, with a smaller slice if it was a preview."
            + GO_ON);
  }

  static ApiException unconfigured() {
    return problem(
        "No transform-runner is configured: an operator should set EBP_TRANSFORM_SECRET, the same for"
            + " platform-api and the transform-runner");
  }

  static ApiException stranger() {
    return problem(
        "The transform-runner does not know us: an operator should set the same"
            + " EBP_TRANSFORM_SECRET for platform-api and the transform-runner");
  }

  static ApiException busy() {
    return problem("The transform-runner is busy. Try again in a moment." + GO_ON);
  }

  static ApiException notUnderstood() {
    return problem(
        "The transform-runner's answer is not understood; the logs say more. An operator should see"
            + " that it has the same version as platform-api");
  }

  private static ApiException problem(String detail) {
    return ApiException.retryLater(
        ProblemCode.TRANSFORM_RUNNER_UNAVAILABLE, detail, Duration.ofSeconds(5));
  }
}
