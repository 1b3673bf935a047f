package com.eventbuspro.transform.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A transform-runner in a JVM of its own, as it runs in production. */
final class RunnerJvm implements AutoCloseable {
  private final Process process;
  private final CompletableFuture<Void> ready = new CompletableFuture<>();

  RunnerJvm(Map<String, String> settings) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--add-opens=java.base/java.nio=ALL-UNNAMED",
                "--add-opens=java.base/java.util=ALL-UNNAMED",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "-cp",
                Path.of("target/classes").toAbsolutePath() + File.pathSeparator + libraries(),
                TransformRunnerMain.class.getName(),
                "--exit-with-parent"));
    builder.redirectErrorStream(true).environment().putAll(settings);
    process = builder.start();
    Thread output = new Thread(this::copyOutput, "runner-output");
    output.setDaemon(true);
    output.start();
  }

  /** The libraries that the program has in production. */
  static String libraries() throws IOException {
    return Files.readString(Path.of("target/runtime.classpath")).strip();
  }

  void awaitReady() throws Exception {
    ready.get(120, TimeUnit.SECONDS);
  }

  /** As kill -9 does. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  long pid() {
    return process.pid();
  }

  /** Ends its standard input and waits for a clean end. */
  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    try {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isZero();
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
        System.out.println("runner " + process.pid() + ": " + line);
        if (line.equals("transform-runner ready")) {
          ready.complete(null);
        }
      }
    } catch (IOException e) {
      ready.completeExceptionally(e);
    }
    ready.completeExceptionally(new IllegalStateException("The runner ended"));
  }
}
