package com.eventbuspro.transform.sql;

import com.eventbuspro.transform.sql.SqlFault.Code;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlCharStringLiteral;
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

  private static final Pattern WIDE = Pattern.compile("\\d{4}");

  private int depth;

  @Override
  public @Nullable Void visit(SqlCall call) {
    String name = call.getOperator().getName().toUpperCase(Locale.ROOT);
    if (name.equals("PRINTF") && !isModest(call)) {
      throw new SqlException(
          new SqlFault(
              Code.UNBOUNDED_TEXT,
              "The format of PRINTF must be written out, with widths below 1000",
              StatementGate.place(call),
              "Write the format itself, or use LPAD and CONCAT"));
    }
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

  private static boolean isModest(SqlCall call) {
    return call.operandCount() > 0
        && call.operand(0) instanceof SqlCharStringLiteral format
        && format.toValue() != null
        && !WIDE.matcher(format.toValue()).find();
  }

  private static boolean isBounded(SqlNode length) {
    return length instanceof SqlNumericLiteral number
        && number.bigDecimalValue() != null
        && number.bigDecimalValue().compareTo(BigDecimal.valueOf(MAX_LENGTH)) <= 0;
  }
}
