package com.eventbuspro.platform.pipeline;

import com.eventbuspro.model.Violation;
import org.jspecify.annotations.Nullable;

/**
 * Something that is wrong with a pipeline's SQL.
 *
 * @param code stable cause
 * @param message what is wrong
 * @param line where it begins, the first line is 1; null when it is the whole
 * @param column where it begins in the line, the first is 1
 * @param endLine the line of its last character
 * @param endColumn its last character in that line
 * @param suggestion what to do about it
 */
public record SqlFault(
    String code,
    String message,
    @Nullable Integer line,
    @Nullable Integer column,
    @Nullable Integer endLine,
    @Nullable Integer endColumn,
    @Nullable String suggestion) {

  /** The fault as a violation of an input. */
  Violation at(String pointer) {
    return new Violation(pointer, code, message, suggestion, line, column);
  }
}
