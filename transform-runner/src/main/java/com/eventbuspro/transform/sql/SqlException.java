package com.eventbuspro.transform.sql;

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

  /** What is wrong. */
  public SqlFault fault() {
    return fault;
  }
}
