package com.eventbuspro.dataplane.testing;

import com.eventbuspro.dataplane.Parent;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A program in a JVM of its own, as it runs in production. Its output is copied to ours. */
public final class ProgramJvm implements AutoCloseable {
  private static final int SECONDS_TO_START = 120;
  private static final int SECONDS_TO_END = 60;

  private final String readyLine;
  private final Process process;
  private final CompletableFuture<Void> ready = new CompletableFuture<>();

  private ProgramJvm(String readyLine, Process process) {
    this.readyLine = readyLine;
    this.process = process;
  }

  /**
   * Starts a program. It ends with this JVM.
   *
   * @param readyLine what it prints once it works
   * @param options of its JVM
   * @param settings environment variables
   */
  public static ProgramJvm start(
      Class<?> main,
      String readyLine,
      String classPath,
      List<String> options,
      Map<String, String> settings)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(
        List.of(
            "-XX:+UseSerialGC",
            "--add-opens=java.base/java.nio=ALL-UNNAMED",
            "--add-opens=java.base/java.util=ALL-UNNAMED",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "-cp",
            classPath,
            main.getName(),
            Parent.EXIT_WITH_PARENT));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(settings);
    ProgramJvm program = new ProgramJvm(readyLine, builder.start());
    Thread output = new Thread(program::copyOutput, "program-output");
    output.setDaemon(true);
    output.start();
    return program;
  }

  /** The class path of the module under test in production, without what tests need. */
  public static String productionClassPath() throws IOException {
    return Path.of("target/classes").toAbsolutePath() + File.pathSeparator + libraries();
  }

  /** The libraries that the module under test has in production. */
  public static String libraries() throws IOException {
    return Files.readString(Path.of("target/runtime.classpath")).strip();
  }

  /** Waits until it says that it works. */
  public void awaitReady() throws Exception {
    ready.get(SECONDS_TO_START, TimeUnit.SECONDS);
  }

  /** As kill -9 does. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Its number among processes. */
  public long pid() {
    return process.pid();
  }

  /** Ends its standard input and waits for a clean end. */
  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    try {
      if (!process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
        throw new IllegalStateException("Process " + process.pid() + " does not end");
      }
      if (process.exitValue() != 0) {
        throw new IllegalStateException(
            "Process " + process.pid() + " ended with status " + process.exitValue());
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private void copyOutput() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        System.out.println("process " + process.pid() + ": " + line);
        if (line.equals(readyLine)) {
          ready.complete(null);
        }
      }
    } catch (IOException e) {
      ready.completeExceptionally(e);
    }
    ready.completeExceptionally(new IllegalStateException("The program ended"));
  }
}
