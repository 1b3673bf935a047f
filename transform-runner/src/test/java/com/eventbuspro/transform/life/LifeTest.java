package com.eventbuspro.transform.life;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A test of the life cycle: a world of its own, and what to wait for in it. */
abstract class LifeTest {
  static final Duration PATIENCE = Duration.ofSeconds(60);

  private static Bed bed;
  @TempDir private Path directory;
  LifeWorld world;

  @BeforeAll
  static void makeBed() throws Exception {
    bed = new Bed();
  }

  @AfterAll
  static void endBed() throws Exception {
    bed.close();
  }

  @BeforeEach
  void makeWorld() throws Exception {
    world = new LifeWorld(bed, directory);
    world.ready("StreamReady", "TRUE");
  }

  @AfterEach
  void endWorld() {
    world.close();
  }

  final void awaitStatus(String pipeline, String status) {
    await("status of " + pipeline)
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(world.status(pipeline)).isEqualTo(status));
  }

  final void awaitNumbers(String pipeline, int version, long newest) {
    awaitThat(() -> Counted.of(pipeline, version).newest.get() > newest);
  }

  final void awaitGone(String pipeline) {
    awaitThat(() -> world.count("SELECT count(*) FROM pipeline WHERE name = ?", pipeline) == 0);
  }

  static void awaitThat(Callable<Boolean> condition) {
    await().atMost(PATIENCE).until(condition);
  }

  static void assertNothingWrong(String pipeline, int versions) {
    IntStream.rangeClosed(1, versions)
        .forEach(
            version ->
                assertThat(Counted.of(pipeline, version).wrong)
                    .as(pipeline + " " + version)
                    .hasNullValue());
  }
}
