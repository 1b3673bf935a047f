package com.eventbuspro.transform.life;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.apache.flink.api.common.JobID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointsTest {
  private final JobID job = new JobID();
  @TempDir private Path root;

  @Test
  void theNewestCompleteOneIsGoneOnFrom() throws IOException {
    Checkpoints checkpoints = new Checkpoints(root.toUri());
    assertThat(checkpoints.newest(job)).isEmpty();
    complete("chk-9", 1_000);
    complete("chk-10", 2_000);
    Files.createDirectories(folder().resolve("chk-11"));
    Files.createDirectories(folder().resolve("shared"));
    assertThat(checkpoints.newest(job))
        .hasValueSatisfying(path -> assertThat(path).endsWith("chk-10"));
  }

  @Test
  void checkpointsAreOrderedByNumberWhateverTheClockSaid() throws IOException {
    Checkpoints checkpoints = new Checkpoints(root.toUri());
    complete("chk-9", 9_000);
    complete("chk-10", 2_000);
    complete("chk-12", 1_000);
    complete("chk-11", 1_000);
    assertThat(checkpoints.newest(job))
        .hasValueSatisfying(path -> assertThat(path).endsWith("chk-12"));
  }

  @Test
  void whatAJobEndedWithComesAfterItsCheckpointsUnlessItWentOn() throws IOException {
    Checkpoints checkpoints = new Checkpoints(root.toUri());
    complete("chk-3", 5_000);
    complete("savepoint-abc", 5_000);
    assertThat(checkpoints.newest(job))
        .hasValueSatisfying(path -> assertThat(path).contains("savepoint-abc"));
    complete("chk-5", 9_000);
    assertThat(checkpoints.newest(job))
        .hasValueSatisfying(path -> assertThat(path).endsWith("chk-5"));
  }

  @Test
  void deletingLeavesNothingAndMayBeRepeated() throws IOException {
    Checkpoints checkpoints = new Checkpoints(root.toUri());
    complete("chk-3", 5_000);
    checkpoints.delete(job);
    checkpoints.delete(job);
    assertThat(folder()).doesNotExist();
  }

  private Path folder() {
    return root.resolve(job.toHexString());
  }

  private void complete(String name, long at) throws IOException {
    Path metadata = Files.createDirectories(folder().resolve(name)).resolve("_metadata");
    Files.writeString(metadata, "x");
    Files.setLastModifiedTime(metadata, FileTime.fromMillis(at));
  }
}
