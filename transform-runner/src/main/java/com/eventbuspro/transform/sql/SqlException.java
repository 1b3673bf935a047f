package com.eventbuspro.transform.sql;

import java.time.Duration;
import java.util.Objects;

/** A transform's SQL is refused. */
public final class SqlException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient SqlFault fault;

  SqlException(SqlFault fault) {
    super(fault.message());
    this.fault = Objects.requireNonNull(fault, "fault");
  }

  SqlException(SqlFault fault, Throwable cause) {
    super(fault.message(), cause);
    this.fault = Objects.requireNonNull(fault, "fault");
  }

  /** The planner did not come to an end. */
  public static SqlException tooSlow(Duration limit) {
    return new SqlException(
        new SqlFault(
            SqlFault.Code.TOO_SLOW,
            "The planner of Flink did not come to an end within " + limit.toSeconds() + " seconds",
            null,
            "Make it simpler, or make two transforms of it, the second reading what the first"
                + " brings forth"));
  }

  /** What is wrong. */
  public SqlFault fault() {
    return fault;
  }
}
