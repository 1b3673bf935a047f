package com.eventbuspro.platform.pipeline;

import com.eventbuspro.model.InvalidInputException;
import com.eventbuspro.model.Violation;
import com.eventbuspro.model.pipeline.PipelineLimits;
import com.eventbuspro.platform.eventtype.StorableText;
import org.jspecify.annotations.Nullable;

/** The text of SQL as it comes from outside; what it means is the transform-runner's to say. */
final class SqlText {
  /** Nobody writes more; each line of each version is shown in the console. */
  private static final int MAX_LINES = 2000;

  private SqlText() {}

  static String check(@Nullable String sql) {
    if (sql == null || sql.isBlank()) {
      throw refused("REQUIRED", "There is no SQL", "Write one SELECT over event types");
    }
    if (sql.length() > PipelineLimits.SQL_CHARACTERS) {
      throw refused(
          "TOO_LONG",
          "SQL has at most " + PipelineLimits.SQL_CHARACTERS + " characters, not " + sql.length(),
          "Make several pipelines of it");
    }
    long lines = sql.lines().count();
    if (lines > MAX_LINES) {
      throw refused(
          "TOO_LONG",
          "SQL has at most " + MAX_LINES + " lines, not " + lines,
          "Remove empty lines, or make several pipelines of it");
    }
    if (!StorableText.isDescription(sql)) {
      throw refused(
          "CONTROL_CHARACTER",
          "SQL has no control characters other than tab and line break, and no half characters",
          "Remove them");
    }
    return sql;
  }

  private static InvalidInputException refused(String code, String message, String advice) {
    return new InvalidInputException(Violation.of("/sql", code, message, advice));
  }
}
