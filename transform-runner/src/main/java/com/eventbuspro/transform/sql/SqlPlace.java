package com.eventbuspro.transform.sql;

/**
 * A place in SQL text, as editors count: from 1, both ends included.
 *
 * @param line where it begins
 * @param column where it begins
 * @param endLine where it ends
 * @param endColumn where it ends
 */
public record SqlPlace(int line, int column, int endLine, int endColumn) {
  public SqlPlace {
    if (line < 1 || column < 1 || endLine < line || (endLine == line && endColumn < column)) {
      throw new IllegalArgumentException(
          "Not a place: " + line + ":" + column + " to " + endLine + ":" + endColumn);
    }
  }

  /** One character. */
  static SqlPlace at(int line, int column) {
    return new SqlPlace(line, column, line, column);
  }
}
