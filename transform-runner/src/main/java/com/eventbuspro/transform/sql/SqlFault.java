package com.eventbuspro.transform.sql;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong with a transform's SQL.
 *
 * @param code what kind of fault
 * @param message what is wrong; a sentence
 * @param place where; null when it concerns the whole
 * @param suggestion what to do about it; null when the message says it all
 */
public record SqlFault(
    Code code, String message, @Nullable SqlPlace place, @Nullable String suggestion) {

  public SqlFault {
    Objects.requireNonNull(code, "code");
    Objects.requireNonNull(message, "message");
  }

  /** The kinds of fault. */
  public enum Code {
    /** There is nothing to run. */
    EMPTY,
    /** It is longer, or deeper nested, than anybody can read. */
    TOO_LARGE,
    /** The planner did not come to an end with it in time. */
    TOO_SLOW,
    /** It is not SQL. */
    SYNTAX,
    /** It has more than one statement. */
    SEVERAL_STATEMENTS,
    /** It is a statement, but not a query. */
    NOT_A_QUERY,
    /** It has a hint that changes how or what is read. */
    HINT,
    /** It makes text of a length that nothing bounds. */
    UNBOUNDED_TEXT,
    /** It has a regular expression that may take for ever to match. */
    UNSAFE_PATTERN,
    /** It reads no event type. */
    NO_EVENT_TYPE,
    /** A column of its result has no name of its own. */
    COLUMN_NAME,
    /** It names an event type that does not exist or may not be read. */
    UNKNOWN_EVENT_TYPE,
    /** It names a column that does not exist. */
    UNKNOWN_COLUMN,
    /** It names a function that does not exist, or gives it what it does not take. */
    UNKNOWN_FUNCTION,
    /** It is SQL, but means nothing. */
    INVALID,
    /** It means something, but it cannot run on streams without end. */
    UNSUPPORTED
  }
}
