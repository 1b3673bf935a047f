package com.eventbuspro.transform.life;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/**
 * A way to the database that a runner has until it dies: whoever is cut off from it can do nothing
 * that counts any more. May be told to die at the moment when so many things about runs have been
 * recorded and one more is about to be.
 */
final class DyingDatabase {
  private static final Pattern COUNTS =
      Pattern.compile(
          "\\s*(INSERT INTO|UPDATE|DELETE FROM) (pipeline_run|pipeline)\\b.*", Pattern.DOTALL);

  private final DataSource database;
  private final AtomicInteger left;
  private volatile boolean dead;

  /**
   * @param commits how many things may be recorded
   */
  DyingDatabase(DataSource database, int commits) {
    this.database = database;
    this.left = new AtomicInteger(commits);
  }

  boolean isDead() {
    return dead;
  }

  void die() {
    dead = true;
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
    boolean[] counts = new boolean[1];
    return proxy(
        Connection.class,
        (method, arguments) -> {
          if (method.getName().equals("prepareStatement")) {
            requireAlive();
            counts[0] |= COUNTS.matcher((String) arguments[0]).matches();
          }
          if (method.getName().equals("commit")) {
            requireAlive();
            if (counts[0] && left.getAndDecrement() <= 0) {
              die();
            }
            requireAlive();
          }
          return call(connection, method, arguments);
        });
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
