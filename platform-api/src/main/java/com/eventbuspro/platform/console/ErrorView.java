package com.eventbuspro.platform.console;

import com.eventbuspro.platform.problem.ProblemCode;
import com.eventbuspro.platform.problem.Trace;
import org.jspecify.annotations.Nullable;

/**
 * Why a page cannot be shown, and what to do.
 *
 * @param status the HTTP status
 * @param title what happened
 * @param detail more of it; may be empty
 * @param advice what to do next
 * @param traceId finds the request in the logs
 */
record ErrorView(int status, String title, String detail, String advice, @Nullable String traceId) {

  static ErrorView of(ProblemCode code, String detail) {
    return new ErrorView(code.status(), title(code), detail, advice(code), Trace.current());
  }

  private static String title(ProblemCode code) {
    return code == ProblemCode.NOT_FOUND ? "There is no such page" : code.title();
  }

  private static String advice(ProblemCode code) {
    return switch (code.status()) {
      case 401 -> "Sign in with an access token.";
      case 403 ->
          "If you came from a form that was open for long, go back, reload it and try again."
              + " Otherwise sign in with a token that may do this, or ask somebody who has one.";
      case 404 -> "Check the address, or look for it in the catalog.";
      case 413 -> "Send less at once: a few hundred sample events are plenty.";
      case 503 -> "This passes by itself as a rule. Try again in a moment.";
      default ->
          code.status() >= 500
              ? "Nothing you did wrong. Try again; if it stays, report it with the trace id."
              : "Go back and try again.";
    };
  }
}
