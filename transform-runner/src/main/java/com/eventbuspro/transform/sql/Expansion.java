package com.eventbuspro.transform.sql;

import com.eventbuspro.transform.sql.SqlFault.Code;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlCharStringLiteral;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlNumericLiteral;
import org.apache.calcite.sql.SqlOrderBy;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlWith;
import org.apache.calcite.sql.SqlWithItem;
import org.jspecify.annotations.Nullable;

/**
 * How large a query is once written out, as the planner does: a name of WITH stands for its whole
 * query wherever it is used, and a column of an inner query for its whole expression. A few lines
 * can say more than any memory holds, and text that is computed of constants is made in full while
 * planning. Estimates, rather too much than too little.
 */
final class Expansion {
  /** Parts of all queries, written out. */
  static final long MAX_PARTS = 50_000;

  /** Tables, queries and unions among them: what the planner takes longest with. */
  static final long MAX_RELATIONS = 500;

  /** Parts of one expression, written out. */
  static final long MAX_EXPRESSION = 50_000;

  /** Characters that constants may become. */
  static final long MAX_CONSTANT_TEXT = 10_000_000;

  /** How many times longer than the values of events a text may become. */
  static final long MAX_GROWTH = BoundedText.MAX_LENGTH;

  /** What makes text of text, each of its characters becoming several. */
  private static final Set<String> GROWING =
      Set.of(
          "HEX",
          "JSON_QUOTE",
          "JSON_STRING",
          "JSON_OBJECT",
          "JSON_ARRAY",
          "TO_BASE64",
          "URL_ENCODE",
          "ENCODE",
          "BIN");

  private final Map<String, Relation> named = new HashMap<>();

  // Of queries within expressions, since the last look.
  private long inner;

  /** A value: parts of its expression, characters of constants in it, times that text grows. */
  private record Value(long parts, long text, long growth) {
    static final Value LEAF = new Value(1, 0, 1);

    Value max(Value other) {
      return new Value(
          Math.max(parts, other.parts), Math.max(text, other.text), Math.max(growth, other.growth));
    }
  }

  /**
   * What stands in FROM: relations and parts in all, the columns that are known by name, the worst
   * column.
   */
  private record Relation(long relations, long parts, Map<String, Value> columns, Value worst) {
    static final Relation NOTHING = new Relation(0, 0, Map.of(), Value.LEAF);

    Value column(String name) {
      return columns.getOrDefault(name, worst);
    }

    Relation and(Relation other) {
      Map<String, Value> both = new HashMap<>(columns);
      other.columns.forEach((name, value) -> both.merge(name, value, Value::max));
      return new Relation(
          sum(relations, other.relations), sum(parts, other.parts), both, worst.max(other.worst));
    }

    Relation more(long moreParts) {
      return new Relation(relations, sum(parts, moreParts), columns, worst);
    }

    Relation around() {
      return new Relation(sum(relations, 1), sum(parts, 1), columns, worst);
    }

    Relation unnamed() {
      return new Relation(relations, parts, Map.of(), worst);
    }
  }

  private Expansion() {}

  /**
   * Checks.
   *
   * @throws SqlException TOO_LARGE, UNBOUNDED_TEXT
   */
  static void check(SqlNode query) {
    new Expansion().relation(query);
  }

  private Relation relation(@Nullable SqlNode node) {
    Relation relation = estimate(node);
    if (node != null && relation.relations() > MAX_RELATIONS) {
      throw tooLarge(node, "query", MAX_RELATIONS + " tables and queries");
    }
    if (node != null && relation.parts() > MAX_PARTS) {
      throw tooLarge(node, "query", MAX_PARTS + " parts");
    }
    return relation;
  }

  private Relation estimate(@Nullable SqlNode node) {
    if (node instanceof SqlIdentifier table) {
      Relation known = table.isSimple() ? named.get(table.getSimple()) : null;
      return known == null ? Relation.NOTHING.around() : known;
    }
    if (node instanceof SqlWith with) {
      return with(with);
    }
    if (node instanceof SqlSelect select) {
      return select(select);
    }
    if (node instanceof SqlOrderBy ordered) {
      return relation(ordered.query).more(ordered.orderList.size());
    }
    if (node instanceof SqlJoin join) {
      Relation both = relation(join.getLeft()).and(relation(join.getRight()));
      return join.getCondition() == null
          ? both
          : both.more(value(join.getCondition(), both).parts());
    }
    if (node instanceof SqlBasicCall call && call.getKind() == SqlKind.AS) {
      Relation inner = relation(call.operand(0));
      return call.operandCount() == 2 ? inner : inner.unnamed();
    }
    if (node instanceof SqlNodeList list) {
      return all(list.getList());
    }
    // Set operations, windows, patterns, VALUES, LATERAL, UNNEST: all that is in them.
    return node instanceof SqlCall call ? all(call.getOperandList()).around() : Relation.NOTHING;
  }

  private Relation all(List<? extends @Nullable SqlNode> nodes) {
    Relation all = Relation.NOTHING;
    for (SqlNode node : nodes) {
      all = all.and(relation(node));
    }
    return all;
  }

  private Relation with(SqlWith with) {
    Map<String, Relation> outer = new HashMap<>(named);
    for (SqlNode item : with.withList) {
      SqlWithItem step = (SqlWithItem) item;
      Relation query = relation(step.query);
      named.put(step.name.getSimple(), step.columnList == null ? query : query.unnamed());
    }
    Relation body = relation(with.body);
    named.clear();
    named.putAll(outer);
    return body;
  }

  private Relation select(SqlSelect select) {
    Relation from = relation(select.getFrom());
    long parts = from.parts() + 1;
    Map<String, Value> columns = new HashMap<>();
    Value worst = Value.LEAF;
    for (SqlNode item : select.getSelectList()) {
      if (item instanceof SqlIdentifier name && name.isStar()) {
        columns.putAll(from.columns());
        worst = worst.max(from.worst());
        continue;
      }
      Value value = value(item, from);
      parts = sum(parts, value.parts());
      worst = worst.max(value);
      String name = name(item);
      if (name != null) {
        columns.put(name, value);
      }
    }
    for (SqlNode clause :
        new @Nullable SqlNode[] {
          select.getWhere(), select.getGroup(), select.getHaving(), select.getQualify()
        }) {
      parts = sum(parts, clause == null ? 0 : value(clause, from).parts());
    }
    long relations = sum(sum(from.relations(), inner), 1);
    inner = 0;
    return new Relation(relations, parts, columns, worst);
  }

  private static @Nullable String name(SqlNode item) {
    if (item instanceof SqlBasicCall call && call.getKind() == SqlKind.AS) {
      return ((SqlIdentifier) call.operand(1)).getSimple();
    }
    return item instanceof SqlIdentifier column ? column.names.get(column.names.size() - 1) : null;
  }

  private Value value(@Nullable SqlNode node, Relation from) {
    if (node instanceof SqlIdentifier column) {
      return column.isStar()
          ? from.worst()
          : from.column(column.names.get(column.names.size() - 1));
    }
    if (node instanceof SqlCharStringLiteral text) {
      return new Value(1, text.toValue() == null ? 0 : text.toValue().length(), 1);
    }
    if (node instanceof SqlNodeList list) {
      return sum(list.getList(), from);
    }
    if (node instanceof SqlCall call) {
      if (SqlKind.QUERY.contains(call.getKind())) {
        Relation query = relation(call);
        inner = sum(inner, query.relations());
        return new Value(query.parts(), query.worst().text(), query.worst().growth());
      }
      return checked(call(call, from), call);
    }
    return Value.LEAF;
  }

  private Value sum(List<? extends @Nullable SqlNode> nodes, Relation from) {
    long parts = 1;
    long text = 0;
    long growth = 1;
    for (SqlNode node : nodes) {
      Value value = value(node, from);
      parts = sum(parts, value.parts());
      text = sum(text, value.text());
      growth = Math.max(growth, value.growth());
    }
    return new Value(parts, text, growth);
  }

  private Value call(SqlCall call, Relation from) {
    Value arguments = sum(call.getOperandList(), from);
    String function = call.getOperator().getName().toUpperCase(Locale.ROOT);
    return switch (function) {
      case "REPEAT" -> grown(arguments, number(call, 1));
      case "REPLACE", "REGEXP_REPLACE" -> grown(arguments, replacement(call, from));
      case "LPAD", "RPAD" -> new Value(arguments.parts(), number(call, 1), 1);
      case "SPACE" -> new Value(arguments.parts(), number(call, 0), 1);
      default -> GROWING.contains(function) ? grown(arguments, 2) : arguments;
    };
  }

  private static Value grown(Value value, long times) {
    return new Value(value.parts(), value.text(), product(value.growth(), times));
  }

  /** Each character may become the whole replacement. */
  private long replacement(SqlCall call, Relation from) {
    if (call.operandCount() < 3) {
      return 1;
    }
    Value replacement = value(call.operand(2), from);
    return Math.max(1, product(replacement.text(), replacement.growth()));
  }

  private static long number(SqlCall call, int argument) {
    BigDecimal number =
        call.operandCount() > argument
                && call.operand(argument) instanceof SqlNumericLiteral literal
            ? literal.bigDecimalValue()
            : null;
    return number == null || number.signum() <= 0 || number.precision() > 18
        ? 1
        : number.longValue();
  }

  private static Value checked(Value value, SqlNode at) {
    if (value.parts() > MAX_EXPRESSION) {
      throw tooLarge(at, "expression", MAX_EXPRESSION + " parts");
    }
    if (value.growth() > MAX_GROWTH || product(value.text(), value.growth()) > MAX_CONSTANT_TEXT) {
      throw new SqlException(
          new SqlFault(
              Code.UNBOUNDED_TEXT,
              "The text that this makes may become too long",
              StatementGate.place(at),
              "Lengthen text once, not again what was lengthened before"));
    }
    return value;
  }

  private static SqlException tooLarge(SqlNode at, String what, String limit) {
    return new SqlException(
        new SqlFault(
            Code.TOO_LARGE,
            "Written out, this "
                + what
                + " has more than "
                + limit
                + ": what WITH and inner queries name is written out wherever it is used",
            StatementGate.place(at),
            "Use it fewer times, or make two transforms of it, the second reading what the first"
                + " brings forth"));
  }

  private static long sum(long a, long b) {
    return a > Long.MAX_VALUE - b ? Long.MAX_VALUE : a + b;
  }

  private static long product(long a, long b) {
    return b != 0 && a > Long.MAX_VALUE / b ? Long.MAX_VALUE : a * b;
  }
}
