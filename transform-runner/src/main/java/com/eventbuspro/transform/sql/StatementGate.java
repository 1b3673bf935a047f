package com.eventbuspro.transform.sql;

import com.eventbuspro.model.pipeline.PipelineLimits;
import com.eventbuspro.transform.sql.SqlFault.Code;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlHint;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlTableRef;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.apache.flink.table.planner.parse.CalciteParser;
import org.jspecify.annotations.Nullable;

/**
 * Lets exactly one query through. What it is decided by is the parsed statement, never the text:
 * comments, case and escapes cannot hide anything.
 */
final class StatementGate {
  static final int MAX_CHARACTERS = PipelineLimits.SQL_CHARACTERS;
  private static final int MAX_NESTING = 200;

  /** Set operations, WITH and VALUES are queries too; DDL, DML, SET and the rest are not. */
  private static final Set<SqlKind> QUERIES = EnumSet.copyOf(SqlKind.QUERY);

  private final CalciteParser parser;

  StatementGate(CalciteParser parser) {
    this.parser = parser;
  }

  /**
   * Refuses everything but one query without hints.
   *
   * @throws SqlException EMPTY, TOO_LARGE, SEVERAL_STATEMENTS, NOT_A_QUERY, HINT, UNBOUNDED_TEXT,
   *     UNSAFE_PATTERN, UNKNOWN_FUNCTION; what the parser throws is not translated
   */
  void check(String sql) {
    if (sql.isBlank()) {
      throw refused(Code.EMPTY, "There is no SQL", null, "Write one SELECT");
    }
    checkSize(sql);
    SqlNodeList statements = parse(sql);
    if (statements.size() == 0) {
      throw refused(Code.EMPTY, "There is no SQL but comments", null, "Write one SELECT");
    }
    if (statements.size() > 1) {
      throw refused(
          Code.SEVERAL_STATEMENTS,
          "A transform is one SELECT, and here are " + statements.size() + " statements",
          place(statements.get(1)),
          "Leave one of them. Steps before it go into WITH");
    }
    SqlNode statement = statements.get(0);
    if (!QUERIES.contains(statement.getKind())) {
      throw refused(
          Code.NOT_A_QUERY,
          "A transform is one SELECT, and this is " + words(statement),
          place(statement),
          "Write the SELECT only: where it reads from, starts and goes to is chosen beside it");
    }
    statement.accept(new NoHints());
    statement.accept(new NoInternals());
    statement.accept(new BoundedText());
    statement.accept(new Patterns());
    Expansion.check(statement);
  }

  private SqlNodeList parse(String sql) {
    try {
      return parser.parseSqlList(sql);
    } catch (NullPointerException e) {
      // Flink's parser looks at the message of Calcite's, which has none when the stack ran out.
      throw tooDeep();
    }
  }

  private static void checkSize(String sql) {
    if (sql.length() > MAX_CHARACTERS) {
      throw refused(
          Code.TOO_LARGE,
          "The SQL has " + sql.length() + " characters; " + MAX_CHARACTERS + " are the most",
          null,
          "Make it two transforms, the second reading what the first brings forth");
    }
    int depth = 0;
    for (int i = 0; i < sql.length(); i++) {
      char c = sql.charAt(i);
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (depth > MAX_NESTING) {
        throw tooDeep();
      }
    }
  }

  static SqlException tooDeep() {
    return refused(
        Code.TOO_LARGE,
        "The SQL is nested too deep; " + MAX_NESTING + " levels are the most",
        null,
        "Name inner queries in WITH");
  }

  /** What a statement is, in the words it begins with: INSERT, CREATE TABLE, SET … */
  private static String words(SqlNode statement) {
    String name = statement.getKind().name();
    if (statement.getKind() == SqlKind.OTHER || statement.getKind() == SqlKind.OTHER_DDL) {
      // Flink's own statements have classes: SqlCreateCatalog, SqlAddJar, SqlShowTables …
      name =
          statement
              .getClass()
              .getSimpleName()
              .replaceFirst("^SqlRich", "")
              .replaceFirst("^Sql", "")
              .replaceAll("(?<=[a-z])(?=[A-Z])", " ");
    }
    return name.replace('_', ' ').toUpperCase(Locale.ROOT);
  }

  static SqlPlace place(SqlNode node) {
    return place(node.getParserPosition());
  }

  private static SqlPlace place(SqlParserPos position) {
    return new SqlPlace(
        position.getLineNum(),
        position.getColumnNum(),
        position.getEndLineNum(),
        position.getEndColumnNum());
  }

  private static SqlException refused(
      Code code, String message, @Nullable SqlPlace place, String suggestion) {
    return new SqlException(new SqlFault(code, message, place, suggestion));
  }

  private static final class NoHints extends SqlBasicVisitor<Void> {
    @Override
    public @Nullable Void visit(SqlCall call) {
      if (call instanceof SqlTableRef table) {
        refuse(table.operand(1));
      } else if (call instanceof SqlSelect select && select.hasHints()) {
        refuse(select.getHints());
      }
      return super.visit(call);
    }

    private static void refuse(SqlNodeList hints) {
      if (hints.size() > 0) {
        SqlNode hint = hints.get(0);
        String name =
            hint instanceof SqlHint known ? known.getName() : ((SqlIdentifier) hint).toString();
        throw refused(
            Code.HINT,
            "The hint " + name + " is not accepted",
            place(hint),
            "Leave it out: how sources are read and state is kept is set beside the SQL");
      }
    }
  }

  /** Functions that Flink's planner calls, and nobody else should. */
  private static final class NoInternals extends SqlBasicVisitor<Void> {
    @Override
    public @Nullable Void visit(SqlCall call) {
      String name = call.getOperator().getName();
      if (name.startsWith("$") || name.equalsIgnoreCase("SOURCE_WATERMARK")) {
        throw refused(
            Code.UNKNOWN_FUNCTION,
            "The function '" + name + "' is Flink's own and not for queries",
            place(call),
            "Leave it out");
      }
      return super.visit(call);
    }
  }
}
