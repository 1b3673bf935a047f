package com.eventbuspro.transform.sql;

import com.eventbuspro.transform.sql.SqlFault.Code;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlCharStringLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.jspecify.annotations.Nullable;

/**
 * Refuses regular expressions that can take for ever: on the text of an event, and even while
 * planning, where the planner computes calls with constants itself. To tell, it must see them.
 */
final class Patterns extends SqlBasicVisitor<Void> {
  private static final int MAX_LENGTH = 512;

  /** The function, and which of its arguments are patterns. */
  private static final Map<String, List<Integer>> PATTERNS =
      Map.ofEntries(
          Map.entry("REGEXP", List.of(1)),
          Map.entry("REGEXP_COUNT", List.of(1)),
          Map.entry("REGEXP_EXTRACT", List.of(1)),
          Map.entry("REGEXP_EXTRACT_ALL", List.of(1)),
          Map.entry("REGEXP_INSTR", List.of(1)),
          Map.entry("REGEXP_REPLACE", List.of(1)),
          Map.entry("REGEXP_SUBSTR", List.of(1)),
          Map.entry("SIMILAR TO", List.of(1)),
          Map.entry("NOT SIMILAR TO", List.of(1)),
          Map.entry("STR_TO_MAP", List.of(1, 2)));

  @Override
  public @Nullable Void visit(SqlCall call) {
    String function = call.getOperator().getName().toUpperCase(Locale.ROOT);
    for (int argument : PATTERNS.getOrDefault(function, List.of())) {
      if (call.operandCount() > argument) {
        check(function, call.operand(argument));
      }
    }
    return super.visit(call);
  }

  private static void check(String function, SqlNode pattern) {
    if (!(pattern instanceof SqlCharStringLiteral literal) || literal.toValue() == null) {
      throw refused(
          "The pattern of " + function + " must be written out: a computed one could take for ever",
          pattern,
          "Write the pattern itself, or use POSITION or LIKE");
    }
    String text = literal.toValue();
    if (text.length() > MAX_LENGTH) {
      throw refused(
          "The pattern has " + text.length() + " characters; " + MAX_LENGTH + " are the most",
          pattern,
          "Use several shorter ones with OR");
    }
    if (function.startsWith("REGEXP")) {
      try {
        Pattern.compile(text);
      } catch (PatternSyntaxException e) {
        throw refused(
            "Not a regular expression: " + e.getDescription() + " near index " + e.getIndex(),
            pattern,
            "In SQL a backslash stands for itself");
      }
    }
    if (repeatsWhatRepeats(text)) {
      throw refused(
          "The pattern repeats a group that itself repeats something or has alternatives, so"
              + " matching it can take for ever",
          pattern,
          "Repeat single characters or classes, such as [a-z]+, not groups");
    }
  }

  /** Whether a repeated group has a repetition or alternatives in it. */
  private static boolean repeatsWhatRepeats(String pattern) {
    Deque<Boolean> open = new ArrayDeque<>();
    boolean branching = false;
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      switch (c) {
        case '\\' -> i++;
        case '[' -> i = endOfClass(pattern, i);
        case '(' -> {
          open.push(branching);
          branching = false;
        }
        case ')' -> {
          if (branching && isRepetition(pattern, i + 1)) {
            return true;
          }
          branching |= !open.isEmpty() && open.pop();
        }
        case '|', '*', '+', '%' -> branching = true;
        case '{' -> branching |= isRepetition(pattern, i);
        default -> {}
      }
    }
    return false;
  }

  private static boolean isRepetition(String pattern, int at) {
    if (at >= pattern.length()) {
      return false;
    }
    char c = pattern.charAt(at);
    return c == '*' || c == '+' || (c == '{' && !pattern.startsWith("{1}", at));
  }

  private static int endOfClass(String pattern, int from) {
    int i = from + 1;
    if (i < pattern.length() && pattern.charAt(i) == '^') {
      i++;
    }
    if (i < pattern.length() && pattern.charAt(i) == ']') {
      i++;
    }
    for (; i < pattern.length() && pattern.charAt(i) != ']'; i++) {
      if (pattern.charAt(i) == '\\') {
        i++;
      }
    }
    return i;
  }

  private static SqlException refused(String message, SqlNode at, String suggestion) {
    return new SqlException(
        new SqlFault(Code.UNSAFE_PATTERN, message, StatementGate.place(at), suggestion));
  }
}
