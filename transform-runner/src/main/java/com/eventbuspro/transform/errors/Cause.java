package com.eventbuspro.transform.errors;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One exception of a chain of causes, as its stack trace has it.
 *
 * @param type the name of its class
 * @param message its message; empty when it has none
 */
record Cause(String type, String message) {
  private static final Pattern LINE =
      Pattern.compile(
          "^(?:Caused by: )?((?:[a-z_$][\\w$]*\\.)+[A-Z][\\w$]*)(?:: (.*))?$", Pattern.MULTILINE);
  private static final Pattern NAMED =
      Pattern.compile("((?:[a-z_$][\\w$]*\\.)+[A-Z][\\w$]*)(?:: (.*))?", Pattern.DOTALL);

  // A chain that bites its own tail ends somewhere.
  private static final int MAX_DEPTH = 50;

  /** The causes in a stack trace, innermost first. */
  static List<Cause> of(String stackTrace) {
    List<Cause> causes = new ArrayList<>();
    Matcher line = LINE.matcher(stackTrace);
    while (line.find()) {
      causes.add(new Cause(line.group(1), line.group(2) == null ? "" : line.group(2)).unwrapped());
    }
    Collections.reverse(causes);
    return causes;
  }

  /** The causes of an exception, innermost first. */
  static List<Cause> of(Throwable thrown) {
    List<Cause> causes = new ArrayList<>();
    Throwable cause = thrown;
    for (int i = 0; cause != null && i < MAX_DEPTH; i++) {
      String message = cause.getMessage() == null ? "" : cause.getMessage();
      causes.add(new Cause(cause.getClass().getName(), message).unwrapped());
      cause = cause.getCause();
    }
    Collections.reverse(causes);
    return causes;
  }

  /** Flink carries exceptions in one whose message begins with the name of the carried one. */
  private Cause unwrapped() {
    Matcher named = NAMED.matcher(message);
    return type.endsWith("SerializedThrowable") && named.matches()
        ? new Cause(named.group(1), named.group(2) == null ? "" : named.group(2))
        : this;
  }

  boolean is(String simpleName) {
    return type.endsWith("." + simpleName) || type.endsWith("$" + simpleName);
  }

  boolean says(String part) {
    return message.contains(part);
  }
}
