package com.eventbuspro.dataplane.flink;

import java.io.BufferedOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/**
 * The program as jars, for a cluster that has Flink only: this JVM's class path without Flink
 * itself and the logging, which the cluster has and would not take from us.
 */
public final class JobJars {
  private static final List<String> OF_THE_CLUSTER =
      List.of("flink-", "slf4j-", "logback-", "log4j-");

  private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  private JobJars() {}

  /**
   * Collects them.
   *
   * @param classPath as in {@code java.class.path}
   * @param directory where folders of the class path are made jars, always of the same bytes for
   *     the same classes
   */
  public static List<Path> of(String classPath, Path directory) throws IOException {
    List<Path> jars = new ArrayList<>();
    for (String element : classPath.split(File.pathSeparator)) {
      Path path = Path.of(element).toAbsolutePath();
      if (Files.isDirectory(path)) {
        jars.add(pack(path, directory.resolve("classes-" + jars.size() + ".jar")));
      } else if (Files.exists(path) && !isOfTheCluster(path.getFileName().toString())) {
        jars.add(path);
      }
    }
    return jars;
  }

  private static boolean isOfTheCluster(String name) {
    return OF_THE_CLUSTER.stream().anyMatch(name::startsWith);
  }

  private static Path pack(Path folder, Path jar) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(folder)) {
      files =
          all.filter(Files::isRegularFile)
              // A cluster logs as it is told to, not as this program does by itself.
              .filter(Predicate.not(file -> file.getFileName().toString().equals("logback.xml")))
              .sorted(Comparator.comparing(file -> folder.relativize(file).toString()))
              .toList();
    }
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(jar));
        JarOutputStream entries = new JarOutputStream(out)) {
      for (Path file : files) {
        JarEntry entry = new JarEntry(folder.relativize(file).toString().replace('\\', '/'));
        entry.setTimeLocal(NO_TIME);
        entries.putNextEntry(entry);
        Files.copy(file, entries);
        entries.closeEntry();
      }
    }
    return jar;
  }
}
