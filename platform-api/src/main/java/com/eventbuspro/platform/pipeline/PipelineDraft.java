package com.eventbuspro.platform.pipeline;

import com.eventbuspro.model.InvalidInputException;
import com.eventbuspro.model.TeamName;
import com.eventbuspro.model.Violation;
import com.eventbuspro.model.pipeline.PipelineDestination;
import com.eventbuspro.model.pipeline.PipelineLimits;
import com.eventbuspro.model.pipeline.PipelineName;
import com.eventbuspro.model.pipeline.PipelineStart;
import com.eventbuspro.platform.eventtype.StorableText;
import com.eventbuspro.platform.problem.Checks;
import org.jspecify.annotations.Nullable;

/**
 * A declaration that was found good, but for what only the transform-runner can say.
 *
 * @param name the pipeline's name
 * @param owner the team
 * @param purpose what it is for
 * @param spec what makes its version
 */
record PipelineDraft(PipelineName name, TeamName owner, String purpose, PipelineSpec spec) {
  private static final int MAX_PURPOSE = 4000;
  private static final int MAX_PARALLELISM = 128;

  /**
   * Checks a declaration.
   *
   * @throws InvalidInputException with everything that is wrong with it
   */
  static PipelineDraft check(PipelineDeclaration asked) {
    Checks checks = new Checks();
    PipelineName name = checks.get("", () -> new PipelineName(required("name", asked.name())));
    TeamName owner = checks.get("", () -> new TeamName(required("owner", asked.owner())));
    String purpose = checks.get("", () -> purpose(required("purpose", asked.purpose())));
    String sql = checks.get("", () -> SqlText.check(asked.sql()));
    PipelineStart start =
        checks.get("", () -> PipelineStart.parse(required("start", asked.start())));
    PipelineDestination destination =
        checks.get("", () -> required("destination", asked.destination()).parse());
    Integer hours =
        checks.get(
            "",
            () ->
                inRange(
                    "state_hours",
                    or(asked.stateHours(), PipelineLimits.DEFAULT_STATE_HOURS),
                    PipelineLimits.MAX_STATE_HOURS));
    Integer parallelism =
        checks.get("", () -> inRange("parallelism", or(asked.parallelism(), 1), MAX_PARALLELISM));
    OnIncompatible onIncompatible =
        destination == null
            ? null
            : checks.get("", () -> onIncompatible(destination, asked.onIncompatible()));
    checks.done();
    if (name == null
        || owner == null
        || purpose == null
        || sql == null
        || start == null
        || destination == null
        || hours == null
        || parallelism == null
        || onIncompatible == null) {
      throw new IllegalStateException("A check failed without a violation");
    }
    return new PipelineDraft(
        name,
        owner,
        purpose,
        new PipelineSpec(sql, start, destination, hours, parallelism, onIncompatible));
  }

  /** What a pipeline says with another version's content. */
  static PipelineDraft of(Pipeline seen, PipelineSpec spec) {
    return new PipelineDraft(
        new PipelineName(seen.name()), new TeamName(seen.owner()), seen.purpose(), spec);
  }

  /** What a pipeline says after a change of it. */
  static PipelineDraft check(Pipeline seen, PipelineChange asked) {
    PipelineDraft draft =
        check(
            new PipelineDeclaration(
                seen.name(),
                asked.owner() == null ? seen.owner() : asked.owner(),
                asked.purpose() == null ? seen.purpose() : asked.purpose(),
                asked.sql() == null ? seen.sql() : asked.sql(),
                asked.start() == null ? seen.start() : asked.start(),
                asked.destination() == null ? seen.destination() : asked.destination(),
                asked.stateHours() == null
                    ? Integer.valueOf(seen.stateHours())
                    : asked.stateHours(),
                asked.parallelism() == null
                    ? Integer.valueOf(seen.parallelism())
                    : asked.parallelism(),
                asked.onIncompatible() == null ? seen.onIncompatible() : asked.onIncompatible()));
    if (!draft.spec().destination().equals(seen.destination().parse())) {
      throw new InvalidInputException(
          Violation.of(
              "/destination",
              "NOT_CHANGEABLE",
              "The destination of a pipeline cannot be changed",
              "Make another pipeline, and delete this one when it is no longer needed"));
    }
    return draft;
  }

  private static String purpose(String text) {
    if (text.isBlank() || text.length() > MAX_PURPOSE || !StorableText.isDescription(text)) {
      throw new InvalidInputException(
          Violation.of(
              "/purpose",
              "INVALID_PURPOSE",
              "A purpose has 1 to "
                  + MAX_PURPOSE
                  + " characters, and no control characters other than tab and line break",
              "Say what the pipeline is for to somebody who finds it in a year"));
    }
    return text;
  }

  private static OnIncompatible onIncompatible(
      PipelineDestination destination, @Nullable OnIncompatible asked) {
    boolean table = destination instanceof PipelineDestination.LakeTable;
    if (asked == null) {
      return table ? OnIncompatible.BACKFILL : OnIncompatible.DROP_STATE;
    }
    if (asked == OnIncompatible.BACKFILL && !table) {
      throw new InvalidInputException(
          Violation.of(
              "/on_incompatible",
              "NOT_POSSIBLE",
              "Only lake tables can be backfilled beside the old version: what was sent cannot be"
                  + " taken back",
              "Use DROP_STATE"));
    }
    return asked;
  }

  private static <T> T required(String property, @Nullable T value) {
    if (value == null) {
      throw new InvalidInputException(
          Violation.of("/" + property, "REQUIRED", "The property " + property + " is missing"));
    }
    return value;
  }

  static int inRange(String property, int value, int max) {
    if (value < 1 || value > max) {
      throw new InvalidInputException(
          Violation.of(
              "/" + property,
              "OUT_OF_RANGE",
              property + " is from 1 to " + max + ", not " + value));
    }
    return value;
  }

  private static int or(@Nullable Integer value, int fallback) {
    return value == null ? fallback : value;
  }
}
