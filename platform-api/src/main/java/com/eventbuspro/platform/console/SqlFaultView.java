package com.eventbuspro.platform.console;

import com.eventbuspro.platform.pipeline.SqlFault;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Something that is wrong with SQL, as it is shown. Lines and columns count from 1; 0 means the
 * whole.
 *
 * @param message what is wrong
 * @param suggestion what to do about it
 * @param replacement what is likely meant, to be put in with one click
 * @param where in words
 */
record SqlFaultView(
    String message,
    @Nullable String suggestion,
    @Nullable String replacement,
    String where,
    int line,
    int column,
    int endLine,
    int endColumn) {
  private static final Pattern DID_YOU_MEAN = Pattern.compile("Did you mean (.+)\\?");

  static SqlFaultView of(SqlFault fault) {
    int line = or(fault.line(), 0);
    int column = or(fault.column(), 1);
    return new SqlFaultView(
        fault.message(),
        fault.suggestion(),
        replacement(fault.suggestion()),
        line == 0 ? "" : "Line " + line + ", column " + column,
        line,
        column,
        or(fault.endLine(), line),
        or(fault.endColumn(), column));
  }

  private static @Nullable String replacement(@Nullable String suggestion) {
    if (suggestion == null) {
      return null;
    }
    Matcher matcher = DID_YOU_MEAN.matcher(suggestion);
    return matcher.matches() ? matcher.group(1) : null;
  }

  private static int or(@Nullable Integer value, int fallback) {
    return value == null ? fallback : value;
  }
}
