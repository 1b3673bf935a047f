package com.eventbuspro.lake.write;

import static org.assertj.core.api.Assertions.assertThat;

import com.eventbuspro.model.position.Position;
import com.eventbuspro.model.position.ShardId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntPredicate;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Table;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Writers and re-drives do, in random order, what they do and what befalls them. */
class RandomScheduleTest {
  private static final List<ShardId> SHARDS = List.of(Scene.shard(1), Scene.shard(2));
  private static final int RECORDS = 40;
  private static final int STEPS = 120;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void everyRecordIsThereOnceWhateverHappens(long seed) {
    Random random = new Random(seed);
    Scene scene = new Scene();
    List<TableWriter> writers = new ArrayList<>(List.of(scene.open(), scene.open()));
    Map<ShardId, Position> highest = new HashMap<>();
    int befallen = 0;
    for (int step = 0; step < STEPS; step++) {
      int which = random.nextInt(writers.size());
      scene.faults.disarm();
      if (random.nextInt(3) == 0) {
        scene.faults.arm(
            1 + random.nextInt(40),
            pick(random, Faults.When.values()),
            pick(random, Faults.Kind.values()));
      }
      try {
        act(scene, writers.get(which), random);
      } catch (Faults.Crash | RuntimeException e) {
        befallen++;
        scene.faults.disarm();
        if (e instanceof Faults.Crash || random.nextBoolean()) {
          // A killed process tidies nothing; one that gives up does.
          writers.set(which, scene.open());
        }
      }
      scene.faults.disarm();
      assertMonotone(scene, highest);
    }
    finish(scene);
    scene.redrive("last");
    scene.assertExactlyOnce(Map.of(SHARDS.get(0), RECORDS, SHARDS.get(1), RECORDS));
    assertThat(scene.quarantined())
        .as("what passes was re-driven")
        .allMatch(RandomScheduleTest::fails);
    assertThat(befallen).as("faults met").isPositive();
  }

  private static void act(Scene scene, TableWriter writer, Random random) {
    ShardId shard = SHARDS.get(random.nextInt(SHARDS.size()));
    // Each writer judges in its own way each time: no verdict may be assumed to repeat.
    int salt = random.nextInt(5);
    IntPredicate rejected = record -> (record + salt) % 3 == 0;
    switch (random.nextInt(13)) {
      case 0, 1, 2, 3 -> {
        int from = writer.hasUncommitted() ? RECORDS : Scene.covered(writer.position(shard));
        int end = Math.min(RECORDS, from + random.nextInt(8));
        Scene.addUpTo(writer, shard, end, rejected);
      }
      case 4, 5, 6, 7 -> writer.commit();
      case 8 -> writer.spill();
      case 9, 10 -> scene.redrive("errand-" + random.nextInt(3));
      case 11 -> scene.discard("errand-" + random.nextInt(3), shard, random.nextInt(RECORDS));
      default -> compact(scene);
    }
  }

  private static void finish(Scene scene) {
    TableWriter writer = scene.open();
    for (ShardId shard : SHARDS) {
      Scene.addUpTo(writer, shard, RECORDS, Scene::everyFourth);
    }
    assertThat(writer.commit()).isNotInstanceOf(CommitOutcome.Lost.class);
  }

  private static void assertMonotone(Scene scene, Map<ShardId, Position> highest) {
    scene
        .positions()
        .forEach(
            (shard, position) -> {
              assertThat(position)
                  .isGreaterThanOrEqualTo(highest.getOrDefault(shard, Position.BEGINNING));
              highest.put(shard, position);
            });
  }

  private static void compact(Scene scene) {
    Table table = scene.catalog.load(Scene.NAME);
    if (table.currentSnapshot() == null) {
      return;
    }
    List<DataFile> files = Scene.added(table);
    if (!files.isEmpty()) {
      table
          .newRewrite()
          .deleteFile(files.get(0))
          .addFile(Scene.copyOf(table, files.get(0)))
          .commit();
    }
  }

  private static boolean fails(String key) {
    return Integer.parseInt(key.substring(key.length() - 3)) % 7 == 0;
  }

  private static <T> T pick(Random random, T[] values) {
    return values[random.nextInt(values.length)];
  }
}
