package com.eventbuspro.platform.problem;

import static org.assertj.core.api.Assertions.assertThat;

import com.eventbuspro.platform.TestPlatform;
import com.eventbuspro.platform.TestPlatform.Answer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

class DatabaseAwayIT {
  private static final int POOL_SIZE = 20;

  private final TestPlatform platform = TestPlatform.get();

  @Test
  void callers_are_asked_to_come_back_when_the_database_does_not_answer() throws SQLException {
    Deque<Connection> taken = new ArrayDeque<>();
    try {
      for (int i = 0; i < POOL_SIZE; i++) {
        taken.push(platform.bean(DataSource.class).getConnection());
      }
      Answer answer = platform.get("/api/event-types");
      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.header("Retry-After")).isEqualTo("2");
      assertThat(answer.json().at("/code").asString()).isEqualTo("UNAVAILABLE");
    } finally {
      while (!taken.isEmpty()) {
        taken.pop().close();
      }
    }
    assertThat(platform.get("/api/event-types").status()).isEqualTo(200);
  }
}
