package com.eventbuspro.local;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A service in a JVM of its own, started again should it die. It ends when its standard input does,
 * so that it never outlives this process, however this one ends.
 */
final class ServiceProcess implements AutoCloseable {
  private final Service service;
  private final Path log;
  private final Map<String, String> environment;
  private final Progress progress;
  private final CompletableFuture<Void> ready = new CompletableFuture<>();
  private final Thread keeper;
  private volatile Process process;
  private volatile boolean closing;

  private ServiceProcess(
      Service service, Path log, Map<String, String> environment, Progress progress) {
    this.service = service;
    this.log = log;
    this.environment = Map.copyOf(environment);
    this.progress = progress;
    this.process = launch();
    this.keeper = new Thread(this::keepRunning, service.module() + "-keeper");
    keeper.setDaemon(true);
  }

  /**
   * Starts a service.
   *
   * @param log where its output goes
   * @param environment its settings
   * @param progress where it is said that it had to be started again
   */
  static ServiceProcess start(
      Service service, Path log, Map<String, String> environment, Progress progress) {
    ServiceProcess process = new ServiceProcess(service, log, environment, progress);
    process.keeper.start();
    return process;
  }

  Service service() {
    return service;
  }

  /** The JVM that runs now. */
  long pid() {
    return process.pid();
  }

  /** Completes once the service says that it is ready. */
  CompletableFuture<Void> ready() {
    return ready;
  }

  private Process launch() {
    ProcessBuilder builder = new ProcessBuilder(service.command()).redirectErrorStream(true);
    // The person's own variables are not settings of ours (EBP_TOKEN, say), and would be refused.
    builder.environment().keySet().removeIf(name -> name.startsWith("EBP_"));
    builder.environment().putAll(environment);
    try {
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(service.title() + " cannot be started", e);
    }
  }

  private void keepRunning() {
    while (true) {
      copyOutput(process);
      if (closing) {
        return;
      }
      ready.completeExceptionally(
          new StartException(service.title() + " ended at its start; its log is " + log));
      progress.say(service.title() + " ended and is started again; its log is " + log);
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
        if (line.contains(service.readyLine())) {
          ready.complete(null);
        }
      }
    } catch (IOException | UncheckedIOException e) {
      // The pipe broke: the process is gone, which the caller handles.
      source.destroy();
    }
  }

  /** Lets the service finish what it is at, and ends it. */
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
