package com.eventbuspro.lake.write;

import static org.assertj.core.api.Assertions.assertThat;

import com.eventbuspro.model.position.ShardId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class ConcurrentWritersTest {
  private static final ShardId ONE = Scene.shard(1);
  private static final ShardId TWO = Scene.shard(2);
  private static final int RECORDS = 60;

  private final Scene scene = new Scene();

  @Test
  void manyWritersOnTheSameShardsWriteEachRecordOnce() throws Exception {
    List<Callable<Integer>> writers = new ArrayList<>();
    for (int seed = 0; seed < 3; seed++) {
      Random random = new Random(seed);
      writers.add(() -> writeAll(List.of(ONE, TWO), random));
    }

    int lost = runAll(writers);

    scene.assertExactlyOnce(Map.of(ONE, RECORDS, TWO, RECORDS));
    assertThat(lost).as("races lost: the test is worth nothing without any").isPositive();
  }

  @Test
  void writersOnDifferentShardsNeverLose() throws Exception {
    int lost =
        runAll(
            List.of(
                () -> writeAll(List.of(ONE), new Random(1)),
                () -> writeAll(List.of(TWO), new Random(2))));

    scene.assertExactlyOnce(Map.of(ONE, RECORDS, TWO, RECORDS));
    assertThat(lost).isZero();
  }

  @Test
  void aZombieThatWakesAfterATakeoverWritesNothing() {
    TableWriter zombie = scene.open();
    Scene.addUpTo(zombie, ONE, 20, Scene::everyFourth);
    zombie.commit();
    Scene.addUpTo(zombie, ONE, 40, Scene::everyFourth);

    TableWriter successor = scene.open();
    Scene.addUpTo(successor, ONE, 30, Scene::everyFourth);
    assertThat(successor.commit()).isInstanceOf(CommitOutcome.Committed.class);

    CommitOutcome outcome = zombie.commit();

    assertThat(outcome).isInstanceOf(CommitOutcome.Lost.class);
    assertThat(Scene.covered(outcome.positions().get(ONE))).isEqualTo(30);
    scene.assertExactlyOnce(Map.of(ONE, 30));
    Scene.addUpTo(zombie, ONE, 40, Scene::everyFourth);
    assertThat(zombie.commit()).isInstanceOf(CommitOutcome.Committed.class);
    scene.assertExactlyOnce(Map.of(ONE, 40));
  }

  @Test
  void aZombieThatJudgesDifferentlyWritesNothing() {
    TableWriter zombie = scene.open();
    Scene.addUpTo(zombie, ONE, 40, record -> record % 2 == 0);
    TableWriter successor = scene.open();
    Scene.addUpTo(successor, ONE, 30, record -> false);
    successor.commit();

    assertThat(zombie.commit()).isInstanceOf(CommitOutcome.Lost.class);

    scene.assertExactlyOnce(Map.of(ONE, 30));
    assertThat(Scene.keys(scene.catalog.loadQuarantine(Scene.NAME))).isEmpty();
  }

  @Test
  void aLostWriterLeavesNoFileBehind() {
    TableWriter zombie = scene.open();
    Scene.addUpTo(zombie, ONE, 40, Scene::everyFourth);
    TableWriter successor = scene.open();
    Scene.addUpTo(successor, ONE, 30, record -> false);
    successor.commit();
    long before = scene.dataFiles();

    zombie.commit();

    assertThat(before).isPositive();
    assertThat(scene.dataFiles()).isEqualTo(before);
  }

  private int writeAll(List<ShardId> shards, Random random) {
    int lost = 0;
    try (TableWriter writer = scene.open()) {
      boolean done = false;
      while (!done) {
        done = true;
        for (ShardId shard : shards) {
          int from = Scene.covered(writer.position(shard));
          int end = Math.min(RECORDS, from + 1 + random.nextInt(15));
          Scene.addUpTo(writer, shard, end, Scene::everyFourth);
          done &= end == RECORDS;
        }
        if (writer.commit() instanceof CommitOutcome.Lost) {
          lost++;
          done = false;
        }
      }
    }
    return lost;
  }

  private static int runAll(List<Callable<Integer>> writers) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(writers.size());
    try {
      int sum = 0;
      for (Future<Integer> run : pool.invokeAll(writers)) {
        sum += run.get();
      }
      return sum;
    } finally {
      pool.shutdownNow();
    }
  }
}
