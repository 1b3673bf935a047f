package com.eventbuspro.lake.write;

import static org.assertj.core.api.Assertions.assertThat;

import com.eventbuspro.lake.read.RejectedFilter;
import com.eventbuspro.lake.redrive.Tally;
import com.eventbuspro.model.position.ShardId;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Fails at operations of a re-drive in turn: each record must be in one place, and counted. */
@Execution(ExecutionMode.CONCURRENT)
class RedriveCrashTest {
  private static final ShardId ONE = Scene.shard(1);
  private static final int RECORDS = 28;

  /** Every fourth record from 3 on is rejected; 7 is not good now either. */
  private static final Tally ALL = new Tally(6, 1);

  @ParameterizedTest
  @CsvSource({
    "CRASH,BEFORE_THE_WORK",
    "CRASH,AFTER_THE_WORK",
    "HICCUP,BEFORE_THE_WORK",
    "HICCUP,AFTER_THE_WORK"
  })
  void askedAgainAfterAnyFailureARedriveIsWhole(Faults.Kind kind, Faults.When when) {
    long operations = 1;
    int failed = 0;
    int step = step(kind);
    for (long at = 1; at <= operations; at += step) {
      Scene scene = scene();
      scene.faults.arm(at, when, kind);
      try {
        scene.redrive("errand");
      } catch (Faults.Crash | RuntimeException e) {
        failed++;
      }
      operations = Math.max(operations, scene.faults.hit() == null ? 0 : at + step);
      scene.faults.disarm();
      assertThat(scene.redrive("errand")).as("after " + scene.faults.hit()).isEqualTo(ALL);
      scene.assertExactlyOnce(Map.of(ONE, RECORDS));
      assertThat(scene.quarantined()).hasSize(1);
    }
    assertThat(operations).as("operations tried").isGreaterThan(30);
    assertThat(failed).as("runs that failed").isGreaterThan(kind == Faults.Kind.CRASH ? 30 : 1);
  }

  @ParameterizedTest
  @CsvSource({"BEFORE_THE_WORK", "AFTER_THE_WORK"})
  void theStreamsWriterFinishesWhatAKilledRedriveDecided(Faults.When when) {
    boolean decided = false;
    long operations = 1;
    for (long at = 1; at <= operations; at++) {
      Scene scene = scene();
      scene.faults.arm(at, when, Faults.Kind.CRASH);
      try {
        scene.redrive("errand");
      } catch (Faults.Crash e) {
        operations = at + 1;
      }
      scene.faults.disarm();
      decided |= isDoubledForNow(scene);
      TableWriter writer = scene.open();
      scene.assertExactlyOnce(Map.of(ONE, RECORDS));
      Scene.addUpTo(writer, ONE, RECORDS + 4, Scene::everyFourth);
      assertThat(writer.commit()).isInstanceOf(CommitOutcome.Committed.class);
      scene.redrive("another");
      scene.assertExactlyOnce(Map.of(ONE, RECORDS + 4));
    }
    assertThat(decided).as("a crash between decision and following was met").isTrue();
  }

  @ParameterizedTest
  @CsvSource({"CRASH", "HICCUP"})
  void aDiscardAfterAFailedRedriveTakesOnlyWhatIsLeft(Faults.Kind kind) {
    long operations = 1;
    int step = step(kind);
    for (long at = 1; at <= operations; at += step) {
      Scene scene = scene();
      scene.faults.arm(at, Faults.When.AFTER_THE_WORK, kind);
      try {
        scene.redrive("errand");
      } catch (Faults.Crash | RuntimeException e) {
        // What it got done is what the tables say.
      }
      operations = Math.max(operations, scene.faults.hit() == null ? 0 : at + step);
      scene.faults.disarm();
      int moved = Scene.keys(scene.catalog.load(Scene.NAME)).size() - (RECORDS - 7);

      Tally gone =
          scene
              .redriver()
              .discard(
                  Scene.subject(),
                  RejectedFilter.ALL,
                  new Errand("gone", "tester", "Old"),
                  done -> {});

      assertThat(gone).isEqualTo(new Tally(7 - moved, 0));
      assertThat(scene.quarantined()).isEmpty();
      assertThat(Scene.keys(scene.catalog.load(Scene.NAME))).doesNotHaveDuplicates();
    }
  }

  /** A crash is tried at every operation; a hiccup, of which most are got over, at every third. */
  private static int step(Faults.Kind kind) {
    return kind == Faults.Kind.CRASH ? 1 : 3;
  }

  private static Scene scene() {
    Scene scene = new Scene();
    TableWriter writer = scene.open();
    Scene.addUpTo(writer, ONE, RECORDS, Scene::everyFourth);
    writer.commit();
    return scene;
  }

  private static boolean isDoubledForNow(Scene scene) {
    TreeSet<String> both = new TreeSet<>(scene.quarantined());
    both.retainAll(Scene.keys(scene.catalog.load(Scene.NAME)));
    return !both.isEmpty();
  }
}
