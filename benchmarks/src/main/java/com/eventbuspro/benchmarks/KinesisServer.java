package com.eventbuspro.benchmarks;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * A Kinesis endpoint in a process of its own, so that its cost is not the client's.
 *
 * @param name for the report
 * @param endpoint where it listens
 * @param process what to stop
 */
record KinesisServer(String name, URI endpoint, Process process) implements AutoCloseable {
  private static final int START_SECONDS = 30;

  /** Ours. */
  static KinesisServer localAws(Path work) throws IOException, InterruptedException {
    return localAws(work, freePort());
  }

  /** Ours, with S3 at a port; it keeps everything in a folder named {@code local-aws}. */
  static KinesisServer localAws(Path work, int s3Port) throws IOException, InterruptedException {
    int port = freePort();
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-cp",
            absoluteClassPath(),
            "com.eventbuspro.localaws.LocalAwsMain",
            "--port",
            Integer.toString(port),
            "--s3-port",
            Integer.toString(s3Port),
            "--data-dir",
            work.resolve("local-aws").toString());
    return started("local-aws", URI.create("http://127.0.0.1:" + port), command, Map.of(), work);
  }

  /** The process runs in another folder than this one, so relative entries would mean nothing. */
  private static String absoluteClassPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** The npm package that LocalStack runs; empty where npm is missing or cannot install it. */
  static Optional<KinesisServer> kinesisLocal(Path work) throws IOException, InterruptedException {
    Path home = Files.createDirectories(work.resolve("kinesis-local"));
    List<String> install =
        List.of("npm", "install", "--no-audit", "--no-fund", "kinesis-local@0.6.2");
    try {
      Process npm = process(install, Map.of(), home, home.resolve("npm.log")).start();
      if (!npm.waitFor(2, TimeUnit.MINUTES) || npm.exitValue() != 0) {
        return Optional.empty();
      }
    } catch (IOException e) {
      return Optional.empty(); // No npm on this machine.
    }
    int port = freePort();
    Map<String, String> environment =
        Map.of(
            "KINESIS_MOCK_PLAIN_PORT", Integer.toString(port),
            "KINESIS_MOCK_TLS_PORT", Integer.toString(freePort()),
            "SHARD_LIMIT", "100",
            "CREATE_STREAM_DURATION", "1ms",
            "LOG_LEVEL", "ERROR");
    // It looks for its certificate in the folder it is started in.
    Path program = home.resolve("node_modules/kinesis-local");
    List<String> command = List.of("node", program.resolve("main.js").toString());
    return Optional.of(
        started(
            "kinesis-local 0.6.2",
            URI.create("http://127.0.0.1:" + port),
            command,
            environment,
            program));
  }

  private static KinesisServer started(
      String name, URI endpoint, List<String> command, Map<String, String> environment, Path folder)
      throws IOException, InterruptedException {
    Path log = folder.resolve(name.replace(' ', '-') + ".log");
    KinesisServer server =
        new KinesisServer(name, endpoint, process(command, environment, folder, log).start());
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
    while (!server.listens()) {
      if (!server.process.isAlive() || System.nanoTime() > deadline) {
        server.close();
        throw new IOException(name + " did not start; its log is " + log);
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
    return server;
  }

  private static ProcessBuilder process(
      List<String> command, Map<String, String> environment, Path folder, Path log) {
    ProcessBuilder builder =
        new ProcessBuilder(new ArrayList<>(command))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().putAll(environment);
    return builder;
  }

  private boolean listens() {
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), endpoint.getPort()), 200);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
