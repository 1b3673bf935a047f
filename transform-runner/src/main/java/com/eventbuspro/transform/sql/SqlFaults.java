package com.eventbuspro.transform.sql;

import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.transform.sql.SqlFault.Code;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.calcite.runtime.CalciteContextException;
import org.apache.calcite.sql.parser.SqlParseException;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.flink.table.api.TableException;
import org.jspecify.annotations.Nullable;

/**
 * Turns what the planner throws into faults that people can act on. The planner has no codes, only
 * English: where a sentence is not recognised, it is passed on as it is, as INVALID.
 */
final class SqlFaults {
  private static final Pattern COLUMN = Pattern.compile("(?:Column|Field) '([^']+)' not found.*");
  private static final Pattern TABLE =
      Pattern.compile("(?:Object|Table) '([^']+)' not found.*", Pattern.DOTALL);
  private static final Pattern FUNCTION =
      Pattern.compile("No match found for function signature (\\w+)\\(.*", Pattern.DOTALL);
  private static final Pattern EXPECTING =
      Pattern.compile("\\s*Was expecting(?: one of)?:.*", Pattern.DOTALL);
  private static final Pattern AT =
      Pattern.compile("at line (\\d+), column (\\d+)", Pattern.CASE_INSENSITIVE);

  // More would help nobody.
  private static final int MAX_EXPECTED = 12;

  private final String sql;
  private final EventTypes eventTypes;
  private final Collection<String> functions;

  SqlFaults(String sql, EventTypes eventTypes, Collection<String> functions) {
    this.sql = sql;
    this.eventTypes = eventTypes;
    this.functions = functions;
  }

  SqlException translate(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof SqlException ours) {
        return ours;
      }
      if (cause instanceof CalciteContextException context) {
        return new SqlException(fault(context), thrown);
      }
      if (cause instanceof SqlParseException parse) {
        return new SqlException(syntax(parse), thrown);
      }
      if (cause instanceof StackOverflowError) {
        return StatementGate.tooDeep();
      }
    }
    Code code = thrown instanceof TableException ? Code.UNSUPPORTED : Code.INVALID;
    return new SqlException(new SqlFault(code, plain(thrown), null, null), thrown);
  }

  /** What broke inside the planner says nothing to people. */
  private static String plain(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof NullPointerException
          || cause instanceof ClassCastException
          || cause instanceof IndexOutOfBoundsException
          || cause instanceof AssertionError) {
        return "The planner of Flink can make nothing of it";
      }
    }
    String message = sentence(thrown).replaceFirst("^SQL validation failed\\. ", "");
    // The plan follows, which nobody asked for.
    return message.startsWith("Cannot generate a valid execution plan")
        ? "Flink cannot run such a query on streams: it uses something that only tables that end"
            + " have"
        : message;
  }

  private SqlFault fault(CalciteContextException context) {
    SqlPlace place = place(context);
    Throwable cause = context.getCause();
    String message = sentence(cause == null ? context : cause);
    String column = named(COLUMN, message);
    if (column != null) {
      return new SqlFault(Code.UNKNOWN_COLUMN, message, place, didYouMean(column, columns()));
    }
    String table = named(TABLE, message);
    if (table != null) {
      return unknownEventType(table, place);
    }
    String function = named(FUNCTION, message);
    if (function != null) {
      return unknownFunction(function, message, place);
    }
    return new SqlFault(Code.INVALID, message, place, null);
  }

  /** Of what the planner itself made, it has none. */
  private static @Nullable SqlPlace place(CalciteContextException context) {
    return context.getPosLine() < 1
        ? null
        : new SqlPlace(
            context.getPosLine(),
            context.getPosColumn(),
            context.getEndPosLine(),
            context.getEndPosColumn());
  }

  private SqlFault unknownEventType(String written, @Nullable SqlPlace place) {
    String nearest = nearestEventType(written);
    return new SqlFault(
        Code.UNKNOWN_EVENT_TYPE,
        "There is no event type '" + written + "' that you may read",
        place,
        nearest == null
            ? "Write domain.event, as in the catalog"
            : "Did you mean " + nearest + "?");
  }

  /** By the whole name, or by the part of it that the planner did not find. */
  private @Nullable String nearestEventType(String written) {
    Map<String, String> names = new TreeMap<>();
    for (EventTypeName name : eventTypes.names()) {
      names.put(name.domain(), name.toString());
      names.put(name.event(), name.toString());
      names.put(name.toString(), name.toString());
    }
    String nearest = Suggestions.nearest(written, names.keySet());
    return nearest == null ? null : names.get(nearest);
  }

  private SqlFault unknownFunction(String function, String message, @Nullable SqlPlace place) {
    if (functions.stream().anyMatch(function::equalsIgnoreCase)) {
      return new SqlFault(
          Code.UNKNOWN_FUNCTION,
          message.replaceFirst("No match found for function signature", "There is no function"),
          place,
          "The function exists, but not for these arguments");
    }
    return new SqlFault(
        Code.UNKNOWN_FUNCTION,
        "There is no function '" + function + "'",
        place,
        didYouMean(function, functions));
  }

  private SqlFault syntax(SqlParseException parse) {
    String message = EXPECTING.matcher(sentence(parse)).replaceFirst("");
    return new SqlFault(Code.SYNTAX, message, place(parse, message), expected(parse));
  }

  private static @Nullable SqlPlace place(SqlParseException parse, String message) {
    SqlParserPos position = parse.getPos();
    if (position != null && position.getLineNum() > 0) {
      return new SqlPlace(
          position.getLineNum(),
          position.getColumnNum(),
          position.getEndLineNum(),
          position.getEndColumnNum());
    }
    Matcher at = AT.matcher(message);
    return at.find()
        ? SqlPlace.at(Integer.parseInt(at.group(1)), Integer.parseInt(at.group(2)))
        : null;
  }

  /** A handful of what could stand there. */
  private @Nullable String expected(SqlParseException parse) {
    String[] lines = String.valueOf(parse.getMessage()).split("Was expecting(?: one of)?:", 2);
    if (lines.length < 2) {
      return null;
    }
    List<String> tokens =
        Pattern.compile("\"([^\"]+)\"").matcher(lines[1]).results().map(r -> r.group(1)).toList();
    Matcher found = Pattern.compile("Encountered \"(\\w+)").matcher(lines[0]);
    if (found.find() && columns().anyMatch(found.group(1)::equalsIgnoreCase)) {
      return "If " + found.group(1) + " is meant as a column, write it in backticks";
    }
    return tokens.isEmpty() || tokens.size() > MAX_EXPECTED
        ? null
        : "Expected here: " + String.join(", ", tokens);
  }

  private Stream<String> columns() {
    return Mentions.of(sql, eventTypes).columns();
  }

  private static @Nullable String didYouMean(String written, Stream<String> known) {
    return didYouMean(written, known.distinct().toList());
  }

  private static @Nullable String didYouMean(String written, Collection<String> known) {
    String nearest = Suggestions.nearest(written, known);
    return nearest == null ? null : "Did you mean " + nearest + "?";
  }

  private static @Nullable String named(Pattern pattern, String message) {
    Matcher matcher = pattern.matcher(message);
    return matcher.matches() ? matcher.group(1) : null;
  }

  private static String sentence(Throwable thrown) {
    String message = thrown.getMessage();
    return message == null || message.isBlank() ? thrown.getClass().getSimpleName() : message;
  }
}
