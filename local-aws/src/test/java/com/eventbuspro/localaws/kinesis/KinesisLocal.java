package com.eventbuspro.localaws.kinesis;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** npm's kinesis-local as a child process, installed into the build folder. */
final class KinesisLocal implements AutoCloseable {
  private static final String PACKAGE = "kinesis-local@0.6.2";
  private static final Path FOLDER = Path.of("target", "kinesis-local").toAbsolutePath();
  private static final Path MAIN = FOLDER.resolve("node_modules/kinesis-local/main.js");
  private static final List<String> DURATIONS =
      List.of(
          "CREATE_STREAM_DURATION",
          "DELETE_STREAM_DURATION",
          "MERGE_SHARDS_DURATION",
          "SPLIT_SHARD_DURATION",
          "UPDATE_SHARD_COUNT_DURATION",
          "UPDATE_STREAM_MODE_DURATION",
          "START_STREAM_ENCRYPTION_DURATION",
          "STOP_STREAM_ENCRYPTION_DURATION");

  private final Process process;
  private final int port;

  private KinesisLocal(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Installs it if need be; empty when it can be started, else the reason why not. */
  static String whatIsMissing() throws IOException, InterruptedException {
    if (!runs("node", "--version") || !runs("npm", "--version")) {
      return "kinesis-local needs node and npm, which are not on this machine";
    }
    Files.createDirectories(FOLDER);
    boolean isInstalled =
        Files.exists(MAIN)
            || runs(
                "npm",
                "install",
                "--no-audit",
                "--no-fund",
                "--prefix",
                FOLDER.toString(),
                PACKAGE);
    return isInstalled ? "" : "npm could not install " + PACKAGE + " (no registry?)";
  }

  private static boolean runs(String... command) throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return false;
      }
      return process.exitValue() == 0;
    } catch (IOException e) {
      return false; // no such program
    }
  }

  static KinesisLocal start() throws IOException {
    int port = freePort();
    ProcessBuilder builder = new ProcessBuilder("node", MAIN.toString());
    Map<String, String> environment = builder.environment();
    environment.put("KINESIS_MOCK_PLAIN_PORT", Integer.toString(port));
    environment.put("KINESIS_MOCK_TLS_PORT", Integer.toString(freePort()));
    environment.put("SHARD_LIMIT", "1000");
    environment.put("ON_DEMAND_STREAM_COUNT_LIMIT", "100");
    environment.put("LOG_LEVEL", "ERROR");
    DURATIONS.forEach(name -> environment.put(name, "1ms"));
    Process process =
        builder
            .directory(MAIN.getParent().toFile()) // it looks for its certificate beside it
            .redirectErrorStream(true)
            .redirectOutput(FOLDER.resolve("server.log").toFile())
            .start();
    KinesisLocal server = new KinesisLocal(process, port);
    ContractWaits.until(server::isListening);
    return server;
  }

  private boolean isListening() {
    if (!process.isAlive()) {
      throw new IllegalStateException("kinesis-local ended; see " + FOLDER.resolve("server.log"));
    }
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 100);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + port);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
