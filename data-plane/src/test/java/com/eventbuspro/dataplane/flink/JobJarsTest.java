package com.eventbuspro.dataplane.flink;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobJarsTest {
  @TempDir private Path directory;

  @Test
  void theJobBringsEverythingButFlinkAndTheLogging() throws IOException {
    Path ours = touch("lake-0.1.jar");
    String classPath =
        String.join(
            File.pathSeparator,
            touch("flink-runtime-2.1.1.jar").toString(),
            touch("slf4j-api-2.0.jar").toString(),
            touch("logback-classic-1.5.jar").toString(),
            ours.toString(),
            directory.resolve("missing.jar").toString());
    assertThat(JobJars.of(classPath, directory)).containsExactly(ours);
  }

  @Test
  void aFolderOfClassesBecomesAJarOfTheSameBytesEveryTime() throws IOException {
    Path classes = Files.createDirectories(directory.resolve("classes/a/b")).getParent();
    Files.writeString(classes.resolve("b/One.class"), "one");
    Files.writeString(classes.resolve("Two.class"), "two");
    Path folder = classes.getParent();
    Path first = pack(folder, "first");
    Path second = pack(folder, "second");
    assertThat(Files.readAllBytes(first)).isEqualTo(Files.readAllBytes(second));
    try (JarFile jar = new JarFile(first.toFile())) {
      assertThat(jar.stream().map(Object::toString))
          .containsExactly("a/Two.class", "a/b/One.class");
    }
  }

  private Path pack(Path folder, String name) throws IOException {
    List<Path> jars =
        JobJars.of(folder.toString(), Files.createDirectories(directory.resolve(name)));
    assertThat(jars).hasSize(1);
    return jars.get(0);
  }

  private Path touch(String name) throws IOException {
    return Files.writeString(directory.resolve(name), name).toAbsolutePath();
  }
}
