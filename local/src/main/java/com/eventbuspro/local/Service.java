package com.eventbuspro.local;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The services that run in JVMs of their own. */
enum Service {
  /** Every stream into its table. */
  LAKE_SINK("lake-sink", "The lake sink", "com.eventbuspro.sink.LakeSinkMain", 320, 192),

  /** The users' pipelines. */
  TRANSFORM_RUNNER(
      "transform-runner",
      "The transform-runner",
      "com.eventbuspro.transform.runner.TransformRunnerMain",
      1024,
      512);

  private final String module;
  private final String title;
  private final String main;
  private final int heapMegabytes;
  private final int metaspaceMegabytes;

  Service(String module, String title, String main, int heapMegabytes, int metaspaceMegabytes) {
    this.module = module;
    this.title = title;
    this.main = main;
    this.heapMegabytes = heapMegabytes;
    this.metaspaceMegabytes = metaspaceMegabytes;
  }

  /** The module's name. */
  String module() {
    return module;
  }

  /** What it is called at the beginning of a sentence. */
  String title() {
    return title;
  }

  /** What it prints when it is ready. */
  String readyLine() {
    return module + " ready";
  }

  /** Where the classes that it loads are kept for its next start. */
  Path archive() {
    return home().resolve(module + ".jsa");
  }

  /**
   * The command that starts it.
   *
   * @throws StartException if it is not built
   */
  List<String> command() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(FastStart.options(archive()));
    command.addAll(
        List.of(
            "-Xmx" + heapMegabytes + "m",
            "-XX:MaxMetaspaceSize=" + metaspaceMegabytes + "m",
            "-XX:+UseSerialGC",
            "-XX:+ExitOnOutOfMemoryError",
            "--add-opens=java.base/java.nio=ALL-UNNAMED",
            "--add-opens=java.base/java.util=ALL-UNNAMED",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "-cp",
            jar() + File.pathSeparator + home().resolve("lib").resolve("*"),
            main,
            "--exit-with-parent"));
    return command;
  }

  /** {@code ./run} starts us in the root of the checkout, where the services were built. */
  private Path home() {
    return Path.of(System.getProperty("ebp.home", ".")).resolve(module).resolve("target");
  }

  /** Not the folder of classes: an archive of loaded classes is made of jars only. */
  private Path jar() {
    if (Files.isDirectory(home().resolve("lib"))) {
      try (Stream<Path> files = Files.list(home())) {
        return files
            .filter(file -> file.getFileName().toString().matches(module + "-[0-9.]+[^/]*\\.jar"))
            .filter(file -> !file.getFileName().toString().endsWith("-tests.jar"))
            .findFirst()
            .orElseThrow(this::notBuilt);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    throw notBuilt();
  }

  private StartException notBuilt() {
    return new StartException(
        title + " is not built: " + home().toAbsolutePath().normalize() + " has no jar or no lib.");
  }
}
