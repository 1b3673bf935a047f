package com.eventbuspro.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {
  @TempDir private Path temp;

  @Test
  void isUsedByOneAtATime() {
    Path root = temp.resolve("data");
    try (DataDirectory first = DataDirectory.open(root)) {
      assertThat(first).isNotNull();
      assertThatThrownBy(() -> DataDirectory.open(root))
          .isInstanceOf(StartException.class)
          .hasMessageContaining("already running on " + root);
    }
    DataDirectory.open(root).close();
  }

  @Test
  void neverTakesOverAFolderOfAnotherProgram() throws IOException {
    Files.writeString(temp.resolve("thesis.txt"), "precious");
    assertThatThrownBy(() -> DataDirectory.open(temp))
        .hasMessageContaining("files that are not ours");
    assertThat(temp.resolve("thesis.txt")).hasContent("precious");
  }

  @Test
  void startsAnewWhenCleared() throws IOException {
    try (DataDirectory data = DataDirectory.open(temp.resolve("data"))) {
      Files.writeString(data.folder("streams").resolve("shard"), "x");
      data.clear();
      assertThat(data.folder("streams")).isEmptyDirectory();
    }
    DataDirectory.open(temp.resolve("data")).close();
  }
}
