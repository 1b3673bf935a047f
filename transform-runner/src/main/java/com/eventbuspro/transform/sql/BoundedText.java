package com.eventbuspro.transform.sql;

import com.eventbuspro.transform.sql.SqlFault.Code;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNumericLiteral;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.jspecify.annotations.Nullable;

/**
 * Refuses functions that make text of any length, unless a number says how long. One such call can
 * take all memory, and not only when it runs: the planner computes calls with constants itself.
 */
final class BoundedText extends SqlBasicVisitor<Void> {
  static final int MAX_LENGTH = 10_000;

  /** The function, and which of its arguments says how long the text becomes. */
  private static final Map<String, Integer> LENGTHS =
      Map.of("REPEAT", 1, "LPAD", 1, "RPAD", 1, "SPACE", 0);

  private int depth;

  @Override
  public @Nullable Void visit(SqlCall call) {
    String name = call.getOperator().getName().toUpperCase(Locale.ROOT);
    Integer argument = LENGTHS.get(name);
    if (argument == null) {
      return super.visit(call);
    }
    if (depth > 0 || call.operandCount() <= argument || !isBounded(call.operand(argument))) {
      throw new SqlException(
          new SqlFault(
              Code.UNBOUNDED_TEXT,
              name
                  + " must be told how long the text becomes by a number up to "
                  + MAX_LENGTH
                  + ", and cannot stand in another such call",
              StatementGate.place(call),
              "Write the number itself"));
    }
    depth++;
    super.visit(call);
    depth--;
    return null;
  }

  private static boolean isBounded(SqlNode length) {
    return length instanceof SqlNumericLiteral number
        && number.bigDecimalValue() != null
        && number.bigDecimalValue().compareTo(BigDecimal.valueOf(MAX_LENGTH)) <= 0;
  }
}
