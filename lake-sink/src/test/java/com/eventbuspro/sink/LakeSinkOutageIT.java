package com.eventbuspro.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.eventbuspro.model.EventTypeName;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** PostgreSQL goes away and comes back while events flow. */
class LakeSinkOutageIT {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @Test
  void anOutageOfTheDatabaseDelaysAndLosesNothing(@TempDir Path directory) throws Exception {
    try (World world = new World(directory)) {
      EventTypeName type = world.register("tests.outage", LakeSinkIT.SCHEMA, 2);
      MetricsPage metrics = MetricsPage.onFreePort();
      try (LakeSink sink = EmbeddedSink.start(world.config("sink", metrics))) {
        sink.awaitRunning();
        publish(world, type, 0, 10);
        await().atMost(PATIENCE).until(() -> world.rows(type).size() >= 500);
        outage(world, "false");
        publish(world, type, 10, 10);
        await().atMost(PATIENCE).until(() -> failures(metrics) > 0);
        outage(world, "true");
        publish(world, type, 20, 10);
        await().atMost(PATIENCE).until(() -> count(world, type) >= 1500);
        await().atMost(PATIENCE).until(() -> world.capturing(type).equals("TRUE/Capturing"));
      }
      assertThat(LakeSinkIT.numbers(world, type))
          .containsExactlyInAnyOrderElementsOf(IntStream.range(0, 1500).boxed().toList());
    }
  }

  private static double failures(MetricsPage metrics) throws InterruptedException {
    return metrics.value("event_bus_sink_retries_total{event_type=\"tests.outage\"}")
        + metrics.value("event_bus_sink_unknown_outcomes_total{event_type=\"tests.outage\"}");
  }

  private static int count(World world, EventTypeName type) {
    try {
      return world.rows(type).size();
    } catch (RuntimeException e) {
      // The test's own catalog has to find the database again, too.
      return -1;
    }
  }

  /** Refuses, or allows again, every connection to the database; those there are cut. */
  private static void outage(World world, String allow) throws SQLException {
    try (Connection connection =
            world.postgres.getDatabase("postgres", "template1").getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("ALTER DATABASE postgres ALLOW_CONNECTIONS " + allow);
      statement.execute(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'postgres'");
    }
  }

  private static void publish(World world, EventTypeName type, int from, int portions) {
    for (int portion = from; portion < from + portions; portion++) {
      int first = portion * 50;
      world.publish(
          type,
          "key-" + portion,
          IntStream.range(first, first + 50)
              .mapToObj(n -> "{\"number\": " + n + "}")
              .toArray(String[]::new));
    }
  }
}
