package com.eventbuspro.benchmarks.faults;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * A program of ours in a JVM of its own, on this JVM's class path. It ends when its standard input
 * does, so it never outlives us.
 */
final class JavaProcess implements AutoCloseable {
  private static final String LOGGING = "faults-child-logback.xml";
  private static final long CLOSE_SECONDS = 40;

  private final String readyLine;
  private final Path log;
  private final long startedAt = System.nanoTime();
  private final Process process;
  private final CompletableFuture<Duration> ready = new CompletableFuture<>();

  private JavaProcess(String readyLine, Path log, Process process) {
    this.readyLine = readyLine;
    this.log = log;
    this.process = process;
    Background.run("output of " + process.pid(), this::copyOutput);
  }

  /** What to start; {@code readyLine} is the line by which it says that it is ready. */
  record Program(String main, String heap, String readyLine, List<String> arguments) {
    Program {
      arguments = List.copyOf(arguments);
    }
  }

  static JavaProcess start(Program program, Map<String, String> environment, Path log) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xmx" + program.heap(),
            "-XX:+UseSerialGC",
            "-XX:+ExitOnOutOfMemoryError",
            "-Dlogback.configurationFile=" + LOGGING,
            "--add-opens=java.base/java.nio=ALL-UNNAMED",
            "--add-opens=java.base/java.util=ALL-UNNAMED",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "-cp",
            absoluteClassPath(),
            program.main()));
    command.addAll(program.arguments());
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("EBP_"));
    builder.environment().putAll(environment);
    try {
      return new JavaProcess(program.readyLine(), log, builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String absoluteClassPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** Completes with the time it took to be ready, or fails if it ended before. */
  CompletableFuture<Duration> ready() {
    return ready;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  long pid() {
    return process.pid();
  }

  /** Completes when it ended, however. */
  CompletableFuture<Process> onExit() {
    return process.onExit();
  }

  /** As kill -9 does; returns when it is dead. */
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  /** Stops it between two instructions, as a machine does that swaps or migrates. */
  void freeze() {
    signal("-STOP");
  }

  /** Lets it go on, not knowing that time has passed. */
  void thaw() {
    signal("-CONT");
  }

  private void signal(String signal) {
    try {
      new ProcessBuilder("kill", signal, Long.toString(pid())).start().onExit().join();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes a line to its standard input; false if nobody is there to read it. */
  boolean say(String line) {
    try {
      process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().flush();
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Ends its standard input and waits for a clean end; kills it when that takes too long. */
  @Override
  public void close() {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      // It is gone already.
    }
    try {
      if (!process.waitFor(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        kill();
      }
    } catch (InterruptedException e) {
      kill();
      Thread.currentThread().interrupt();
    }
  }

  private void copyOutput() {
    try (BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        Writer out =
            Files.newBufferedWriter(log, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        out.write(line + System.lineSeparator());
        out.flush();
        if (line.equals(readyLine)) {
          ready.complete(Duration.ofNanos(System.nanoTime() - startedAt));
        }
      }
    } catch (IOException e) {
      // The pipe broke: the process is gone.
    }
    ready.completeExceptionally(new IllegalStateException("It ended at its start; see " + log));
  }
}
