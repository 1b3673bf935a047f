package com.eventbuspro.provisioner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

class SchemaGateIT {
  @Test
  void opensWhenTheDatabaseHasBeenMigrated() throws IOException {
    try (EmbeddedPostgres server = EmbeddedPostgres.builder().start()) {
      SchemaGate gate = new SchemaGate(server.getPostgresDatabase(), Duration.ofMillis(50));
      CompletableFuture<Void> passed = CompletableFuture.runAsync(() -> pass(gate));
      await().during(Duration.ofMillis(300)).untilAsserted(() -> assertThat(passed).isNotDone());
      Flyway.configure()
          .dataSource(server.getPostgresDatabase())
          .locations("filesystem:" + Path.of("..", "db", "migrations"))
          .load()
          .migrate();
      await().untilAsserted(() -> assertThat(passed).isCompleted());
    }
  }

  private static void pass(SchemaGate gate) {
    try {
      gate.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
