package com.eventbuspro.transform.life;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/**
 * A way to the database that a runner has until it dies: whoever is cut off from it can do nothing
 * that counts any more.
 */
final class DyingDatabase {
  private static final Pattern COUNTS =
      Pattern.compile(
          "\\s*((?:INSERT INTO|UPDATE|DELETE FROM) (?:pipeline_run|pipeline_comparison|pipeline))\\b"
              + "(\\s+SET \\w+)?.*",
          Pattern.DOTALL);
  private static final Pattern WORD = Pattern.compile("[A-Z][A-Za-z]{2,19}");

  private final DataSource database;
  private final Deaths deaths;
  private volatile boolean dead;

  /**
   * @param deaths when to die by itself
   */
  DyingDatabase(DataSource database, Deaths deaths) {
    this.database = database;
    this.deaths = deaths;
  }

  boolean isDead() {
    return dead;
  }

  void die() {
    dead = true;
  }

  /** The network is back. */
  void revive() {
    dead = false;
  }

  DataSource source() {
    return proxy(
        DataSource.class,
        (method, arguments) -> {
          requireAlive();
          Object answer = call(database, method, arguments);
          return answer instanceof Connection connection ? watched(connection) : answer;
        });
  }

  private Connection watched(Connection connection) {
    StringBuilder recorded = new StringBuilder();
    return proxy(
        Connection.class,
        (method, arguments) -> {
          if (method.getName().equals("prepareStatement")) {
            requireAlive();
            Matcher counts = COUNTS.matcher((String) arguments[0]);
            Object statement = call(connection, method, arguments);
            if (!counts.matches()) {
              return statement;
            }
            recorded.append(recorded.isEmpty() ? "" : ", ").append(counts.group(1));
            recorded.append(counts.group(2) == null ? "" : counts.group(2).replaceAll("\\s+", " "));
            return watched((PreparedStatement) statement, recorded);
          }
          return method.getName().equals("commit")
              ? commit(connection, method, recorded.toString())
              : call(connection, method, arguments);
        });
  }

  /** States and reasons, which tell things recorded apart, are what statements begin with. */
  private static PreparedStatement watched(PreparedStatement statement, StringBuilder recorded) {
    return proxy(
        PreparedStatement.class,
        (method, arguments) -> {
          if (method.getName().equals("setObject")
              && arguments[0].equals(1)
              && arguments[1] instanceof String text
              && WORD.matcher(text).matches()) {
            recorded.append(' ').append(text);
          }
          return call(statement, method, arguments);
        });
  }

  private Object commit(Connection connection, Method method, String recorded) throws Throwable {
    boolean counts = !recorded.isEmpty();
    requireAlive();
    if (counts && deaths.isDue("before", recorded)) {
      die();
    }
    requireAlive();
    Object done = call(connection, method, new Object[0]);
    if (counts && deaths.isDue("after", recorded)) {
      die();
    }
    requireAlive();
    return done;
  }

  private void requireAlive() throws SQLException {
    if (dead) {
      throw new SQLException("The runner is dead");
    }
  }

  private interface Handler {
    Object handle(Method method, Object[] arguments) throws Throwable;
  }

  private static <T> T proxy(Class<T> type, Handler handler) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> handler.handle(method, arguments)));
  }

  private static Object call(Object target, Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
