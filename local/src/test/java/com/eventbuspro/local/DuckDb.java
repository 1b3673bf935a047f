package com.eventbuspro.local;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Another engine, which reads the files that a plain Iceberg client finds. */
final class DuckDb {
  private DuckDb() {}

  /** Reads a row of an answer, the one the result set stands at. */
  interface Row<T> {
    T read(ResultSet row) throws SQLException;
  }

  /**
   * The answer over all rows of a table without deletes; empty while the table has no file.
   *
   * @param sql with {@code %s} where the table stands
   */
  static <T> List<T> query(LocalRun run, String table, String sql, Row<T> row) throws IOException {
    List<String> files = PlainIceberg.dataFiles(run, table);
    List<T> found = new ArrayList<>();
    if (files.isEmpty()) {
      return found;
    }
    String parquet =
        "read_parquet([%s])"
            .formatted(files.stream().map(f -> "'" + f + "'").collect(Collectors.joining(",")));
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckdb.createStatement();
        ResultSet rows = statement.executeQuery(sql.formatted(parquet))) {
      while (rows.next()) {
        found.add(row.read(rows));
      }
      return found;
    } catch (SQLException e) {
      throw new AssertionError("DuckDB cannot read " + files, e);
    }
  }
}
