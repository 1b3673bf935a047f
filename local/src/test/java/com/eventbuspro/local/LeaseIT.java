package com.eventbuspro.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A machine that stands still for longer than others wait for it, and goes on as if nothing was.
 */
class LeaseIT {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String NUMBERS = "tests.number";
  private static final String SQUARES = "analytics.squares";
  private static final int PORTION = 500;

  @TempDir private Path folder;
  private LocalRun run;
  private EventTypes eventTypes;
  private Pipelines pipelines;
  private int published;

  @Test
  void aTransformRunnerThatWasTakenForDeadAndWakesUpAddsNothingAndLosesNothing() throws Exception {
    run = LocalRun.start(folder);
    try {
      eventTypes = new EventTypes(run);
      pipelines = new Pipelines(run);
      eventTypes.register(
          NUMBERS,
          "",
          "{\"type\":\"object\",\"properties\":{\"n\":{\"type\":\"integer\"}},\"required\":[\"n\"]}");
      publish();
      pipelines.create(
          "squares",
          "SELECT n, n * n AS square FROM " + NUMBERS,
          "{\"type\":\"lake_table\",\"name\":\"" + SQUARES + "\"}");
      pipelines.awaitPhase("squares", Instant.EPOCH, "LIVE");

      publish();
      run.pauseRunner();
      endLease();
      Instant paused = Instant.now();
      try (ServiceProcess other = startAnother()) {
        pipelines.awaitPhase("squares", paused, "LIVE");
        awaitEachOnce();
        publish();
        run.wakeRunner();
        publish();
        await()
            .atMost(PATIENCE)
            .until(() -> log("transform-runner.log").contains("Lost the lease"));
        publish();
        awaitEachOnce();
      }
      // The other one gave up its lease: the first is back.
      Instant back = Instant.now();
      pipelines.awaitPhase("squares", back, "LIVE");
      publish();
      awaitEachOnce();
    } finally {
      run.close();
    }
  }

  private void publish() throws IOException, InterruptedException {
    eventTypes.publish(
        NUMBERS,
        IntStream.range(published, published + PORTION).mapToObj("{\"n\":%d}"::formatted).toList());
    published += PORTION;
  }

  /** Waits until all that was published is in the table, and nothing is there twice. */
  private void awaitEachOnce() {
    List<Integer> expected = IntStream.range(0, published).boxed().toList();
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(
                        DuckDb.query(
                            run, SQUARES, "SELECT n FROM %s ORDER BY n", row -> row.getInt(1)))
                    .isEqualTo(expected));
  }

  /** As if the runner had stood still for as long as its lease lasts. */
  private void endLease() throws SQLException, IOException {
    try (Connection database = DriverManager.getConnection(databaseUrl(), "postgres", password());
        Statement statement = database.createStatement()) {
      assertThat(statement.executeUpdate("UPDATE transform_runner_lease SET expires_at = now()"))
          .isOne();
    }
  }

  /** A second transform-runner, as on another machine. */
  private ServiceProcess startAnother() throws IOException {
    Map<String, String> settings = new HashMap<>();
    settings.put("EBP_ENVIRONMENT", "local");
    settings.put("EBP_DATABASE_URL", databaseUrl());
    settings.put("EBP_DATABASE_USER", "postgres");
    settings.put("EBP_DATABASE_PASSWORD", password());
    settings.put("EBP_AWS_REGION", "us-east-1");
    settings.put("EBP_AWS_ENDPOINT", run.awsEndpoint().toString());
    settings.put("EBP_AWS_S3_ENDPOINT", "http://127.0.0.1:" + run.ports().s3());
    settings.put("EBP_AWS_ACCESS_KEY_ID", "test");
    settings.put("EBP_AWS_SECRET_ACCESS_KEY", "test");
    settings.put("EBP_LAKE_WAREHOUSE", "s3://ebp-local-lake/warehouse");
    settings.put("EBP_TRANSFORM_SECRET", secret("transform-runner/secret"));
    settings.put("EBP_TRANSFORM_HTTP_PORT", freePort());
    settings.put("EBP_TRANSFORM_METRICS_PORT", freePort());
    settings.put("EBP_TRANSFORM_CHECKPOINT_SECONDS", "1");
    settings.put(
        "EBP_TRANSFORM_CHECKPOINTS",
        run.data().resolve("transform-runner").resolve("checkpoints").toString());
    return ServiceProcess.start(
        Service.TRANSFORM_RUNNER,
        run.data().resolve("logs").resolve("another-transform-runner.log"),
        settings,
        new Progress(new PrintStream(folder.resolve("another.log").toFile())));
  }

  private String databaseUrl() {
    return LocalPostgres.jdbcUrl(run.ports().postgres());
  }

  private String password() throws IOException {
    return secret("postgres/password");
  }

  private String secret(String file) throws IOException {
    return Files.readString(run.data().resolve(file)).strip();
  }

  private String log(String name) throws IOException {
    return Files.readString(run.data().resolve("logs").resolve(name));
  }

  private static String freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return Integer.toString(socket.getLocalPort());
    }
  }
}
