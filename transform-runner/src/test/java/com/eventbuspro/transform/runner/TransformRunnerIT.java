package com.eventbuspro.transform.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.eventbuspro.dataplane.testing.ProgramJvm;
import com.eventbuspro.streams.testing.FlinkCluster;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program itself, killed in the middle; every number is in the lake once in the end. */
class TransformRunnerIT {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String SQL = "SELECT number, number * 2 AS doubled FROM tests.numbers";
  private static final String TABLE = "tests.doubled";

  @TempDir private Path directory;

  @Test
  void inThisProcessWhateverIsKilledEachNumberComesOnce() throws Exception {
    try (Platform platform = new Platform(directory)) {
      story(platform, platform.settings());
    }
  }

  @Test
  void onAClusterJobsOutliveTheRunnerAndAreFoundAgainWithTheirCheckpointsInS3() throws Exception {
    List<Path> classPath =
        Stream.of(ProgramJvm.libraries().split(File.pathSeparator)).map(Path::of).toList();
    Path plugins = Path.of("target/plugins").toAbsolutePath();
    try (Platform platform = new Platform(directory);
        FlinkCluster cluster =
            FlinkCluster.start(
                classPath, directory.resolve("flink"), 4, platform.flinkS3(), plugins)) {
      cluster.addTaskManager();
      Map<String, String> settings = platform.settings();
      settings.put("EBP_TRANSFORM_FLINK_ADDRESS", cluster.address().toString());
      settings.put("EBP_TRANSFORM_CHECKPOINTS", platform.bucket("checkpoints"));
      settings.put("FLINK_PLUGINS_DIR", plugins.toString());
      story(platform, settings);
      assertThat(platform.objects("checkpoints/")).as("deleted with the pipeline").isEmpty();
    }
  }

  private static void story(Platform platform, Map<String, String> settings) throws Exception {
    boolean remote = settings.containsKey("EBP_TRANSFORM_FLINK_ADDRESS");
    platform.publish(0, 300);
    platform.capture();
    platform.publish(300, 500);
    ProgramJvm first = start(settings);
    first.awaitReady();
    platform.pipeline("doubling", SQL, TABLE);
    awaitNumbers(platform, 500);
    awaitThat(() -> platform.status("doubling").equals("LIVE/Live"));
    if (remote) {
      awaitThat(() -> !platform.objects("checkpoints/").isEmpty());
    }

    first.kill();
    platform.publish(500, 700);
    if (remote) {
      awaitNumbers(platform, 700);
    }
    try (ProgramJvm second = start(settings)) {
      second.awaitReady();
      awaitNumbers(platform, 700);
      assertThat(
              platform.text(
                  "SELECT string_agg(coalesce(end_reason, '-'), ' ' ORDER BY started_at)"
                      + " FROM pipeline_run"))
          .isEqualTo(remote ? "-" : "Lost -");
      platform.desire("doubling", "PAUSED");
      awaitThat(() -> platform.status("doubling").equals("PAUSED/AsWanted"));
      platform.publish(700, 800);
      platform.desire("doubling", "RUNNING");
      awaitNumbers(platform, 800);

      platform.change(
          "doubling", 2, "SELECT number, number * 3 AS doubled FROM tests.numbers", TABLE);
      awaitThat(
          () -> platform.text("SELECT details ->> 'version' FROM pipeline_status").equals("2"));
      platform.publish(800, 900);
      awaitNumbers(platform, 900);
      assertThat(platform.numbers(TABLE, "doubled"))
          .containsExactlyInAnyOrderElementsOf(
              LongStream.range(0, 900).map(n -> n < 800 ? n * 2 : n * 3).boxed().toList());

      platform.desire("doubling", "DELETED");
      awaitThat(() -> platform.text("SELECT count(*) FROM pipeline").equals("0"));
      assertThat(platform.text("SELECT count(*) FROM pipeline_run")).isEqualTo("0");
    }
    assertThat(platform.numbers(TABLE, "number")).as("the table stays").hasSize(900);
  }

  private static void awaitNumbers(Platform platform, int all) {
    // Reads the whole table: not ten times a second beside what it waits for.
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(400))
        .until(() -> platform.numbers(TABLE, "number").size() >= all);
    assertThat(platform.numbers(TABLE, "number"))
        .containsExactlyInAnyOrderElementsOf(LongStream.range(0, all).boxed().toList());
  }

  private static void awaitThat(Callable<Boolean> condition) {
    await().atMost(PATIENCE).until(condition);
  }

  private static ProgramJvm start(Map<String, String> settings) throws IOException {
    return ProgramJvm.start(
        TransformRunnerMain.class,
        "transform-runner ready",
        ProgramJvm.productionClassPath(),
        List.of("-Xmx512m", "-XX:TieredStopAtLevel=1"),
        settings);
  }
}
