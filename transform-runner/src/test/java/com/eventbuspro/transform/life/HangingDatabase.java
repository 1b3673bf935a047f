package com.eventbuspro.transform.life;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A database without rows that takes every change, until the network loses all that it says. */
final class HangingDatabase {
  private final CountDownLatch over = new CountDownLatch(1);
  private volatile boolean hangs;

  void hang() {
    hangs = true;
  }

  void end() {
    over.countDown();
  }

  DataSource source() {
    return proxy(DataSource.class, (name, arguments) -> connection());
  }

  private Connection connection() throws SQLException {
    if (hangs) {
      try {
        over.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      throw new SQLException("It took too long");
    }
    return proxy(
        Connection.class,
        (name, arguments) ->
            name.equals("prepareStatement") ? statement((String) arguments[0]) : null);
  }

  /** Whoever asks for the lease gets it; nobody had it. */
  private static PreparedStatement statement(String sql) {
    return proxy(
        PreparedStatement.class,
        (name, arguments) ->
            switch (name) {
              case "executeQuery" -> rows(sql.startsWith("INSERT") ? 1 : 0);
              case "executeUpdate" -> 1;
              default -> null;
            });
  }

  private static ResultSet rows(int count) {
    AtomicInteger left = new AtomicInteger(count);
    return proxy(
        ResultSet.class,
        (name, arguments) ->
            switch (name) {
              case "next" -> left.getAndDecrement() > 0;
              case "getLong" -> 1L;
              default -> null;
            });
  }

  private interface Answer {
    @Nullable Object to(String method, Object[] arguments) throws Exception;
  }

  private static <T> T proxy(Class<T> type, Answer answer) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> answer.to(method.getName(), arguments)));
  }
}
