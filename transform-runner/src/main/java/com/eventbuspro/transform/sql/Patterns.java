package com.eventbuspro.transform.sql;

import com.eventbuspro.transform.sql.SqlFault.Code;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
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

  private static final Set<String> WITH_PATHS = Set.of("JSON_VALUE", "JSON_QUERY", "JSON_EXISTS");

  /** The function, and which of its arguments are patterns. */
  private static final Map<String, List<Integer>> PATTERNS =
      Map.ofEntries(
          Map.entry("LIKE", List.of(1)),
          Map.entry("NOT LIKE", List.of(1)),
          Map.entry("PARSE_URL", List.of(2)),
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
        check(function, call, call.operand(argument));
      }
    }
    if (WITH_PATHS.contains(function) && call.operandCount() > 1) {
      checkPath(function, call.operand(1));
    }
    return super.visit(call);
  }

  private static void check(String function, SqlCall call, SqlNode pattern) {
    if (!(pattern instanceof SqlCharStringLiteral literal) || literal.toValue() == null) {
      throw refused(
          "The pattern of " + function + " must be written out: a computed one could take for ever",
          pattern,
          function.endsWith("LIKE")
              ? "Write the pattern itself, or use POSITION"
              : "Write the pattern itself, or use POSITION or LIKE");
    }
    String text = literal.toValue();
    if (text.length() > MAX_LENGTH) {
      throw refused(
          "The pattern has " + text.length() + " characters; " + MAX_LENGTH + " are the most",
          pattern,
          "Use several shorter ones with OR");
    }
    if (isOfSql(function)) {
      String escape = escape(call);
      // What has no underscore Flink looks for piece by piece, without going back.
      if (function.endsWith("TO") || text.contains("_") || escape != null) {
        checkWays(() -> SqlPattern.regex(text, escape, function.endsWith("TO")), true, pattern);
      }
      return;
    }
    try {
      Pattern.compile(text);
    } catch (PatternSyntaxException e) {
      throw refused(
          "Not a regular expression: " + e.getDescription() + " near index " + e.getIndex(),
          pattern,
          "In SQL a backslash stands for itself");
    }
    checkWays(() -> text, false, pattern);
  }

  private static boolean isOfSql(String function) {
    return function.endsWith("LIKE") || function.endsWith("SIMILAR TO");
  }

  private static @Nullable String escape(SqlCall call) {
    return call.operandCount() > 2 && call.operand(2) instanceof SqlCharStringLiteral literal
        ? literal.toValue()
        : null;
  }

  private static void checkWays(Supplier<String> regex, boolean whole, SqlNode pattern) {
    double ways;
    try {
      ways = Backtracking.ways(RegexParser.parse(regex.get()), whole);
    } catch (RegexParser.UnreadableException | IndexOutOfBoundsException e) {
      throw refused(
          "Nobody can tell how long matching this pattern takes",
          pattern,
          "Write it with characters, classes, groups and repetitions only");
    }
    if (ways == Double.POSITIVE_INFINITY) {
      throw refused(
          "The pattern repeats a group that itself repeats something or has alternatives, so"
              + " matching it can take for ever",
          pattern,
          "Repeat single characters or classes, such as [a-z]+, not groups");
    }
    if (ways > Backtracking.MOST) {
      throw refused(
          "The pattern has too many repetitions that can end at many places of the same text, so"
              + " matching it can take for ever",
          pattern,
          "Say what each repetition ends at, such as [^,]*, and not .*, or begin with ^");
    }
  }

  private static void checkPath(String function, SqlNode path) {
    if (!(path instanceof SqlCharStringLiteral literal) || literal.toValue() == null) {
      throw refused(
          "The path of " + function + " must be written out: a computed one could take for ever",
          path,
          "Write the path itself, such as '$.gate'");
    }
    String text = literal.toValue();
    if (text.contains("=~")) {
      throw refused(
          "Regular expressions in paths are not accepted: matching them can take for ever",
          path,
          "Take the value out with JSON_VALUE, and match it with REGEXP");
    }
    if (text.indexOf("..") != text.lastIndexOf("..")) {
      throw refused(
          "A path that looks at all depths more than once can take for ever",
          path,
          "Use .. once at most, and name the properties after it");
    }
  }

  private static SqlException refused(String message, SqlNode at, String suggestion) {
    return new SqlException(
        new SqlFault(Code.UNSAFE_PATTERN, message, StatementGate.place(at), suggestion));
  }
}
