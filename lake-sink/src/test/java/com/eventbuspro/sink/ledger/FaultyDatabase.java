package com.eventbuspro.sink.ledger;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Set;
import javax.sql.DataSource;

/** A database whose n-th piece of work fails: before it was done, or only its answer is lost. */
final class FaultyDatabase {
  private static final Set<String> WORK =
      Set.of("getConnection", "executeQuery", "executeUpdate", "executeBatch", "commit");

  /** When it fails. */
  enum When {
    BEFORE_THE_WORK,
    AFTER_THE_WORK
  }

  private final DataSource inner;
  private long left = Long.MAX_VALUE;
  private When when = When.BEFORE_THE_WORK;
  private boolean hit;

  FaultyDatabase(DataSource inner) {
    this.inner = inner;
  }

  void failAt(long work, When moment) {
    left = work;
    when = moment;
    hit = false;
  }

  void heal() {
    left = Long.MAX_VALUE;
  }

  boolean wasHit() {
    return hit;
  }

  DataSource dataSource() {
    return wrap(DataSource.class, inner);
  }

  private <T> T wrap(Class<T> type, Object target) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> call(target, method, arguments)));
  }

  private Object call(Object target, Method method, Object[] arguments) throws Throwable {
    boolean now = WORK.contains(method.getName()) && --left == 0;
    if (now && when == When.BEFORE_THE_WORK) {
      throw failure();
    }
    Object result;
    try {
      result = method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
    if (now) {
      throw failure();
    }
    if (result instanceof Connection connection) {
      return wrap(Connection.class, connection);
    }
    return result instanceof PreparedStatement statement
        ? wrap(PreparedStatement.class, statement)
        : result;
  }

  private SQLException failure() {
    hit = true;
    return new SQLException("The connection was cut");
  }
}
