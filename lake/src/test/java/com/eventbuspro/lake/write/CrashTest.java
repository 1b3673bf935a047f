package com.eventbuspro.lake.write;

import static org.assertj.core.api.Assertions.assertThat;

import com.eventbuspro.model.position.Position;
import com.eventbuspro.model.position.ShardId;
import java.util.Map;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Fails at each operation in turn, then goes on: every record must be there once. */
@Execution(ExecutionMode.CONCURRENT)
class CrashTest {
  private static final ShardId ONE = Scene.shard(1);
  private static final ShardId TWO = Scene.shard(2);
  private static final int RECORDS = 12;

  @ParameterizedTest
  @CsvSource({
    "CRASH,BEFORE_THE_WORK",
    "CRASH,AFTER_THE_WORK",
    "HICCUP,BEFORE_THE_WORK",
    "HICCUP,AFTER_THE_WORK"
  })
  void everyOperationMayFail(Faults.Kind kind, Faults.When when) {
    long operations = 1;
    int failed = 0;
    for (long at = 1; at <= operations; at++) {
      Scene scene = new Scene();
      scene.faults.arm(at, when, kind);
      try {
        stream(scene, Scene::everyFourth);
      } catch (Faults.Crash | RuntimeException e) {
        failed++;
      }
      operations = Math.max(operations, scene.faults.hit() == null ? 0 : at + 1);
      scene.faults.disarm();
      stream(scene, Scene::everyFourth);
      scene.assertExactlyOnce(Map.of(ONE, RECORDS, TWO, RECORDS));
      assertThat(scene.positions()).containsEntry(ONE, Position.ENDED);
    }
    assertThat(operations).as("operations tried").isGreaterThan(40);
    assertThat(failed).as("runs that failed").isGreaterThan(kind == Faults.Kind.CRASH ? 40 : 5);
  }

  @ParameterizedTest
  @CsvSource({"BEFORE_THE_WORK", "AFTER_THE_WORK"})
  void aReplayWithAnotherVerdictNeitherLosesNorDoubles(Faults.When when) {
    long operations = 1;
    for (long at = 1; at <= operations; at++) {
      Scene scene = new Scene();
      scene.faults.arm(at, when, Faults.Kind.CRASH);
      try {
        stream(scene, Scene::everyFourth);
      } catch (Faults.Crash e) {
        operations = at + 1;
      }
      scene.faults.disarm();
      stream(scene, record -> record % 2 == 0);
      scene.assertExactlyOnce(Map.of(ONE, RECORDS, TWO, RECORDS));
    }
    assertThat(operations).isGreaterThan(40);
  }

  @Test
  void aWriterThatOnlyOpensFinishesWhatAKilledOneDecided() {
    Scene scene = new Scene();
    scene.open();
    boolean seen = false;
    for (long at = 1; at <= 200 && !seen; at++) {
      Scene fresh = new Scene();
      TableWriter writer = fresh.open();
      Scene.addUpTo(writer, ONE, RECORDS, Scene::everyFourth);
      fresh.faults.arm(at, Faults.When.BEFORE_THE_WORK, Faults.Kind.CRASH);
      try {
        writer.commit();
      } catch (Faults.Crash e) {
        fresh.faults.disarm();
        if (!fresh.positions().isEmpty()
            && Scene.keys(fresh.catalog.loadQuarantine(Scene.NAME)).isEmpty()) {
          seen = true;
          fresh.open();
          assertThat(Scene.keys(fresh.catalog.loadQuarantine(Scene.NAME))).hasSize(RECORDS / 4);
          fresh.open();
          fresh.assertExactlyOnce(Map.of(ONE, RECORDS));
        }
      }
    }
    assertThat(seen).as("a crash between decision and following was met").isTrue();
  }

  /** Two commits over two shards, one of which ends. */
  private static void stream(Scene scene, IntPredicate rejected) {
    try (TableWriter writer = scene.open()) {
      for (int end = RECORDS / 2; end <= RECORDS; end += RECORDS / 2) {
        Scene.addUpTo(writer, ONE, end, rejected);
        Scene.addUpTo(writer, TWO, end, rejected);
        if (end == RECORDS) {
          writer.advance(ONE, Position.ENDED);
        }
        assertThat(writer.commit()).isNotInstanceOf(CommitOutcome.Lost.class);
      }
    }
  }
}
