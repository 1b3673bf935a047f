package com.eventbuspro.lake.read;

import java.util.List;
import java.util.function.Predicate;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;

/**
 * Which rows of a table are wanted.
 *
 * @param expression holds for every wanted row; passes over files and row groups that have none
 * @param wanted decides on a row
 * @param columns what {@code wanted} looks at, besides the envelope
 */
record RowMatch(Expression expression, Predicate<Record> wanted, List<String> columns) {
  static final RowMatch ALL = new RowMatch(Expressions.alwaysTrue(), row -> true, List.of());
}
