package com.eventbuspro.transform.life;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
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
    return proxy(DataSource.class, name -> connection());
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
    return proxy(Connection.class, name -> name.equals("prepareStatement") ? statement() : null);
  }

  private static PreparedStatement statement() {
    return proxy(
        PreparedStatement.class,
        name ->
            switch (name) {
              case "executeQuery" ->
                  proxy(ResultSet.class, call -> call.equals("next") ? false : null);
              case "executeUpdate" -> 1;
              default -> null;
            });
  }

  private interface Answer {
    @Nullable Object to(String method) throws Exception;
  }

  private static <T> T proxy(Class<T> type, Answer answer) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> answer.to(method.getName())));
  }
}
