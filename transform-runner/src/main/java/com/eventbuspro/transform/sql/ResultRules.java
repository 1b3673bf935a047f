package com.eventbuspro.transform.sql;

import com.eventbuspro.transform.sql.SqlFault.Code;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.calcite.rel.RelNode;
import org.apache.flink.table.catalog.ResolvedSchema;
import org.apache.flink.table.planner.plan.nodes.physical.stream.StreamPhysicalSort;

/** What a query must be beside valid, so that its result can be kept and never ends. */
final class ResultRules {
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,127}");

  private ResultRules() {}

  /**
   * Checks.
   *
   * @throws SqlException NO_EVENT_TYPE, COLUMN_NAME, UNSUPPORTED
   */
  static void check(ResolvedSchema result, RelNode plan) {
    if (Scans.of(plan).isEmpty()) {
      throw refused(
          Code.NO_EVENT_TYPE,
          "The query reads no event type",
          "Write FROM domain.event, as in the catalog");
    }
    checkNames(result.getColumnNames());
    checkOrder(plan);
  }

  private static void checkNames(List<String> names) {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      if (!NAME.matcher(name).matches()) {
        throw refused(
            Code.COLUMN_NAME,
            "Column " + (i + 1) + " of the result has no name of letters, digits and underscores",
            "Name it with AS");
      }
      if (!seen.add(name.toLowerCase(Locale.ROOT))) {
        throw refused(
            Code.COLUMN_NAME,
            "Two columns of the result are named '" + name + "'",
            "Name one of them otherwise with AS");
      }
    }
  }

  private static void checkOrder(RelNode node) {
    if (node instanceof StreamPhysicalSort) {
      throw refused(
          Code.UNSUPPORTED,
          "What never ends cannot be put in order, unless by _time first",
          "Order by _time, or keep the first rows only with LIMIT");
    }
    node.getInputs().forEach(ResultRules::checkOrder);
  }

  private static SqlException refused(Code code, String message, String suggestion) {
    return new SqlException(new SqlFault(code, message, null, suggestion));
  }
}
