package com.eventbuspro.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.BindException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * What {@code ./run} starts, in a JVM of its own and on free ports, as a person at a terminal sees
 * it.
 */
final class LocalRun implements AutoCloseable {
  private static final Duration START = Duration.ofMinutes(3);

  private final HttpClient client = HttpClient.newHttpClient();
  private final Path data;
  private final Path output;
  private final Ports ports;
  private Process process;

  /** The ports of one run, kept over restarts. */
  record Ports(int http, int aws, int s3, int postgres, int metrics, int transform) {
    static Ports free() throws IOException {
      try (ServerSocket a = new ServerSocket(0);
          ServerSocket b = new ServerSocket(0);
          ServerSocket c = new ServerSocket(0);
          ServerSocket d = new ServerSocket(0);
          ServerSocket e = new ServerSocket(0)) {
        return new Ports(
            a.getLocalPort(),
            b.getLocalPort(),
            c.getLocalPort(),
            d.getLocalPort(),
            three(),
            e.getLocalPort());
      }
    }

    /** A free port with two free ones after it. */
    private static int three() throws IOException {
      while (true) {
        try (ServerSocket first = new ServerSocket(0);
            ServerSocket second = new ServerSocket(first.getLocalPort() + 1);
            ServerSocket third = new ServerSocket(second.getLocalPort() + 1)) {
          return third.getLocalPort() - 2;
        } catch (BindException e) {
          // One of the next is taken: three others.
        }
      }
    }
  }

  private LocalRun(Path folder, Ports ports) {
    this.data = folder.resolve("data");
    this.output = folder.resolve("output.log");
    this.ports = ports;
  }

  static LocalRun start(Path folder) throws IOException {
    LocalRun run = new LocalRun(folder, Ports.free());
    run.startAgain();
    return run;
  }

  void startAgain() throws IOException {
    process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "--add-opens=java.base/java.nio=ALL-UNNAMED",
                "-Debp.home=..",
                "-cp",
                System.getProperty("java.class.path"),
                LocalMain.class.getName(),
                "--data-dir",
                data.toString(),
                "--port",
                Integer.toString(ports.http()),
                "--aws-port",
                Integer.toString(ports.aws()),
                "--s3-port",
                Integer.toString(ports.s3()),
                "--postgres-port",
                Integer.toString(ports.postgres()),
                "--metrics-port",
                Integer.toString(ports.metrics()),
                "--transform-port",
                Integer.toString(ports.transform()))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      await()
          .atMost(START)
          .pollInterval(Duration.ofMillis(100))
          .until(() -> !process.isAlive() || output().contains("Event Bus Pro is ready at"));
    } catch (org.awaitility.core.ConditionTimeoutException e) {
      throw new AssertionError("Not ready in time:\n" + output(), e);
    }
    if (!process.isAlive()) {
      throw new AssertionError("It ended at its start:\n" + output() + logs());
    }
  }

  String output() throws IOException {
    return Files.readString(output);
  }

  private String logs() throws IOException {
    StringBuilder tail = new StringBuilder();
    for (String name : List.of("event-bus.log", "lake-sink.log", "transform-runner.log")) {
      Path log = data.resolve("logs").resolve(name);
      if (Files.exists(log)) {
        List<String> lines = Files.readAllLines(log);
        tail.append("\n== ").append(name).append('\n');
        tail.append(String.join("\n", lines.subList(Math.max(0, lines.size() - 60), lines.size())));
      }
    }
    return tail.toString();
  }

  Path data() {
    return data;
  }

  Ports ports() {
    return ports;
  }

  /** Every line that Prometheus reads: of the platform and the other services. */
  List<String> metrics() throws IOException, InterruptedException {
    List<String> lines = new ArrayList<>();
    lines.addAll(get("auditor", "/actuator/prometheus", "text/plain").body().lines().toList());
    for (int port : List.of(ports.metrics(), ports.metrics() + 1, ports.metrics() + 2)) {
      URI page = URI.create("http://127.0.0.1:" + port + "/metrics");
      lines.addAll(
          client
              .send(HttpRequest.newBuilder(page).build(), BodyHandlers.ofString())
              .body()
              .lines()
              .toList());
    }
    return lines;
  }

  URI awsEndpoint() {
    return URI.create("http://127.0.0.1:" + ports.aws());
  }

  HttpResponse<String> get(String role, String path, String accept)
      throws IOException, InterruptedException {
    return client.send(
        request(role, path).header("Accept", accept).GET().build(), BodyHandlers.ofString());
  }

  HttpResponse<String> post(String role, String path, String contentType, BodyPublisher body)
      throws IOException, InterruptedException {
    return client.send(
        request(role, path).header("Content-Type", contentType).POST(body).build(),
        BodyHandlers.ofString());
  }

  HttpResponse<String> post(String role, String path, String json)
      throws IOException, InterruptedException {
    return post(role, path, "application/json", BodyPublishers.ofString(json));
  }

  /** Changes what it finds under a path, as it is at that moment. */
  HttpResponse<String> patch(String role, String path, String json)
      throws IOException, InterruptedException {
    String found = get(role, path, "application/json").headers().firstValue("ETag").orElseThrow();
    return client.send(
        request(role, path)
            .header("Content-Type", "application/merge-patch+json")
            .header("If-Match", found)
            .method("PATCH", BodyPublishers.ofString(json))
            .build(),
        BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String role, String path) throws IOException {
    return HttpRequest.newBuilder(page(path))
        .timeout(Duration.ofMinutes(2))
        .header("Authorization", "Bearer " + token(role));
  }

  URI page(String path) {
    return URI.create("http://127.0.0.1:" + ports.http() + path);
  }

  /** The token that the start has written down for people with that role. */
  String token(String role) throws IOException {
    return Files.readString(data.resolve("tokens").resolve(role)).strip();
  }

  /** kill -9 of every process at once, database included. */
  void killEverything() {
    kill(Stream.concat(Stream.of(process.toHandle(), database()), process.descendants()));
  }

  /** kill -9 of the launcher alone: the sink and the database are left to themselves. */
  void killLauncher() {
    kill(Stream.of(process.toHandle()));
  }

  /** kill -9 of the lake sink: the launcher starts another. */
  void killSink() {
    kill(Stream.of(sink()));
  }

  /** Stops the lake sink in the middle of what it does, until it is killed. */
  void pauseSink() throws IOException, InterruptedException {
    signal("STOP", sink());
  }

  /** Stops the transform-runner in the middle of what it does, until it is waked. */
  void pauseRunner() throws IOException, InterruptedException {
    signal("STOP", runner());
  }

  /** Lets the transform-runner go on that was stopped. */
  void wakeRunner() throws IOException, InterruptedException {
    signal("CONT", runner());
  }

  private static void signal(String name, ProcessHandle to)
      throws IOException, InterruptedException {
    Process kill =
        new ProcessBuilder("kill", "-" + name, Long.toString(to.pid())).inheritIO().start();
    assertThat(kill.waitFor()).as("kill -%s", name).isZero();
  }

  /** kill -9 of the transform-runner: the launcher starts another. */
  void killRunner() {
    kill(Stream.of(runner()));
  }

  private ProcessHandle sink() {
    return child("LakeSinkMain");
  }

  private ProcessHandle runner() {
    return child("TransformRunnerMain");
  }

  private ProcessHandle child(String main) {
    // The launcher starts another a moment after one was killed.
    return await()
        .atMost(START)
        .until(
            () ->
                process
                    .descendants()
                    .filter(child -> child.info().commandLine().orElse("").contains(main))
                    .findFirst(),
            Optional::isPresent)
        .orElseThrow();
  }

  private ProcessHandle database() {
    try {
      Path lock = data.resolve("postgres/cluster/postmaster.pid");
      return ProcessHandle.of(Long.parseLong(Files.readAllLines(lock).get(0).strip()))
          .orElseThrow();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void kill(Stream<ProcessHandle> processes) {
    List<ProcessHandle> all = processes.distinct().toList();
    all.forEach(ProcessHandle::destroyForcibly);
    all.forEach(handle -> handle.onExit().orTimeout(20, TimeUnit.SECONDS).join());
  }

  /** Ctrl-C: waits until everything stopped, children too. */
  @Override
  public void close() {
    List<ProcessHandle> children = process.descendants().toList();
    process.destroy();
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        children.forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        throw new AssertionError("Did not stop within a minute:\n" + output());
      }
    } catch (InterruptedException | IOException e) {
      process.destroyForcibly();
      throw new AssertionError(e);
    }
    children.forEach(child -> child.onExit().orTimeout(20, TimeUnit.SECONDS).join());
  }
}
