package com.eventbuspro.localaws.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DurableFileTest {
  @TempDir private Path directory;

  @Test
  void replacesReadsAndDeletes() {
    Path file = directory.resolve("deep").resolve("down").resolve("file");
    assertThat(DurableFile.read(file)).isEmpty();
    DurableFile.write(file, bytes("one"));
    DurableFile.write(file, bytes("two"));
    assertThat(DurableFile.read(file)).hasValue(bytes("two"));
    DurableFile.delete(file);
    DurableFile.delete(file);
    assertThat(DurableFile.read(file)).isEmpty();
  }

  @Test
  void aTemporaryFileLeftByACrashIsInNobodysWay() throws Exception {
    Path file = directory.resolve("file");
    Files.writeString(directory.resolve("file.tmp"), "half of a much longer cont");
    DurableFile.write(file, bytes("whole"));
    assertThat(DurableFile.read(file)).hasValue(bytes("whole"));
    assertThat(directory).isDirectoryNotContaining("glob:**.tmp");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
