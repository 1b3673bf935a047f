package com.eventbuspro.local;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The lake sink in a JVM of its own, started again should it die. It ends when its standard input
 * does, so that it never outlives this process, however this one ends.
 */
final class SinkProcess implements AutoCloseable {
  private static final String MAIN = "com.eventbuspro.sink.LakeSinkMain";
  private static final String READY = "lake-sink ready";

  private final Path home;
  private final Path log;
  private final Map<String, String> environment;
  private final Progress progress;
  private final CompletableFuture<Void> ready = new CompletableFuture<>();
  private final Thread keeper;
  private volatile Process process;
  private volatile boolean closing;

  private SinkProcess(Path home, Path log, Map<String, String> environment, Progress progress) {
    this.home = home;
    this.log = log;
    this.environment = Map.copyOf(environment);
    this.progress = progress;
    this.process = launch();
    this.keeper = new Thread(this::keepRunning, "lake-sink-keeper");
    keeper.setDaemon(true);
  }

  /**
   * Starts the lake sink.
   *
   * @param home the folder with the module's {@code classes} and {@code lib}
   * @param log where its output goes
   * @param environment its settings
   * @param progress where it is said that it had to be started again
   */
  static SinkProcess start(
      Path home, Path log, Map<String, String> environment, Progress progress) {
    SinkProcess sink = new SinkProcess(home, log, environment, progress);
    sink.keeper.start();
    return sink;
  }

  /** Completes once the job runs. */
  CompletableFuture<Void> ready() {
    return ready;
  }

  private Process launch() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xmx320m",
            "-XX:MaxMetaspaceSize=192m",
            "-XX:+UseSerialGC",
            "-XX:+ExitOnOutOfMemoryError",
            "--add-opens=java.base/java.nio=ALL-UNNAMED",
            "--add-opens=java.base/java.util=ALL-UNNAMED",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "-cp",
            home.resolve("classes") + File.pathSeparator + home.resolve("lib").resolve("*"),
            MAIN,
            "--exit-with-parent"));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    // The person's own variables are not settings of ours (EBP_TOKEN, say), and would be refused.
    builder.environment().keySet().removeIf(name -> name.startsWith("EBP_"));
    builder.environment().putAll(environment);
    try {
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException("The lake sink cannot be started", e);
    }
  }

  private void keepRunning() {
    while (true) {
      copyOutput(process);
      if (closing) {
        return;
      }
      ready.completeExceptionally(
          new StartException("The lake sink ended at its start; its log is " + log));
      progress.say("The lake sink ended and is started again; its log is " + log);
      try {
        TimeUnit.SECONDS.sleep(2);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
      synchronized (this) {
        if (closing) {
          return;
        }
        process = launch();
      }
    }
  }

  private void copyOutput(Process source) {
    try (BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(source.getInputStream(), StandardCharsets.UTF_8));
        Stream<String> all = lines.lines();
        var out =
            Files.newBufferedWriter(log, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      for (String line : (Iterable<String>) all::iterator) {
        out.write(line);
        out.newLine();
        out.flush();
        if (line.contains(READY)) {
          ready.complete(null);
        }
      }
    } catch (IOException | UncheckedIOException e) {
      // The pipe broke: the process is gone, which the caller handles.
      source.destroy();
    }
  }

  /** Lets the sink commit what it holds, and ends it. */
  @Override
  public void close() {
    synchronized (this) {
      closing = true;
    }
    try {
      process.getOutputStream().close();
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      process.destroy();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
